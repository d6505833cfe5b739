/// One row of an answer, read by the position of its column and only while it is being handed over.
///
/// A column that is not of the asked kind is a mistake in our own SQL; it throws a ``Fault``.
public protocol Row {
    func int(_ column: Int) throws(Fault) -> Int64
    func bytes(_ column: Int) throws(Fault) -> [UInt8]
    /// A text where it stands, for what is read out of it at once: it is gone with the row.
    func utf8(_ column: Int) throws(Fault) -> UnsafeBufferPointer<UInt8>
    func isNull(_ column: Int) -> Bool
}

extension Row {
    public func text(_ column: Int) throws(Fault) -> String { String(decoding: try utf8(column), as: UTF8.self) }
    public func bool(_ column: Int) throws(Fault) -> Bool { try int(column) != 0 }
    public func optionalInt(_ column: Int) throws(Fault) -> Int64? { isNull(column) ? nil : try int(column) }
    public func optionalText(_ column: Int) throws(Fault) -> String? { isNull(column) ? nil : try text(column) }
    public func optionalBytes(_ column: Int) throws(Fault) -> [UInt8]? { isNull(column) ? nil : try bytes(column) }
}
