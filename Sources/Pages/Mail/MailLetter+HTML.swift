import Domain
import Markup

/// Programs that show mail drop style sheets, so these few elements carry their style themselves. Nothing is loaded from
/// anywhere: no picture, no font, no counting of who reads.
extension MailLetter {
    /// The body as an HTML document.
    public var html: [UInt8] {
        HTML.render { h in
            h.raw("<!doctype html>")
            h.element("html", [.lang(language.rawValue)]) {
                h.element("head") {
                    h.meta(Attribute("charset", "utf-8"))
                    h.meta(.name("viewport"), Attribute("content", "width=device-width, initial-scale=1"))
                    h.meta(.name("color-scheme"), Attribute("content", "light dark"))
                    h.title(subject)
                }
                h.raw(#"<body style="margin:0;padding:24px;font:16px/24px sans-serif;">"#)
                h.raw(#"<div style="max-width:560px;margin:0 auto;">"#)
                for part in parts { write(part, h) }
                footer(h)
                h.raw("</div></body>")
            }
        }
    }

    private func write(_ part: Part, _ h: HTML) {
        switch part {
        case .paragraph(let text):
            h.raw(#"<p style="margin:0 0 16px;">"#)
            h.text(text)
            h.raw("</p>")
        case .aside(let text):
            h.raw(#"<p style="margin:0 0 16px;font-size:14px;">"#)
            h.text(text)
            h.raw("</p>")
        case .deed(let label, let link):
            h.raw(
                #"<p style="margin:0 0 16px;"><a style="display:inline-block;padding:8px 16px;border-radius:6px;background:#0b5a61;color:#ffffff;text-decoration:none;font-weight:bold;" href=""#
            )
            // The address begins with that of the portal, which is https or http://localhost; what follows is a Link.
            h.text(address(of: link))
            h.raw(#"">"#)
            h.text(label)
            h.raw(#"</a></p><p style="margin:0 0 16px;font-size:14px;word-break:break-all;">"#)
            h.text(address(of: link))
            h.raw("</p>")
        }
    }

    private func footer(_ h: HTML) {
        h.raw(#"<hr style="border:0;border-top:1px solid #918a7f;margin:24px 0 12px;">"#)
        for line in [reason] + signature {
            h.raw(#"<p style="margin:0 0 4px;font-size:13px;line-height:20px;">"#)
            h.text(line)
            h.raw("</p>")
        }
    }
}

extension Sheet {
    /// The letter inside a page of the demo, where its link can be followed.
    func show(_ letter: MailLetter) {
        for part in letter.parts {
            switch part {
            case .paragraph(let text): p(text)
            case .aside(let text): p(text, .class("why"))
            case .deed(let label, let link): p { a(label, .class("button"), .href(link)) }
            }
        }
        p(letter.reason, .class("why"))
        p(letter.signature.joined(separator: " · "), .class("why"))
    }
}
