/// Which of some organizations is meant by a name: the one whose whole name it is, in any case. Otherwise what to tell whoever
/// gave the name.
enum WholeName<Item> {
    case one(Item)
    case refused(String)

    init(_ text: String, among items: [Item], id: (Item) -> String, name: (Item) -> String) {
        let same = items.filter { name($0).lowercased() == text.lowercased() }
        if same.count > 1 {
            self = .refused("several organizations are called \(text); say which by its id: \(same.map(id).joined(separator: ", "))")
        } else if let one = same.first {
            self = .one(one)
        } else {
            let names = items.prefix(20).map(name).joined(separator: ", ")
            self = .refused("no organization is called \(text)\(names.isEmpty ? "" : "; there are: \(names)")")
        }
    }
}
