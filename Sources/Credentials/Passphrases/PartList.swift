/// Parts to look for at any place of a text: a tree with one node for each start that parts share.
struct PartList {
    private struct Node {
        var next: [Unicode.Scalar: Int] = [:]
        var endsPart = false
    }

    private var nodes = [Node()]

    init(_ parts: some Sequence<[Unicode.Scalar]>) {
        for part in parts where !part.isEmpty {
            var place = 0
            for scalar in part {
                if let next = nodes[place].next[scalar] {
                    place = next
                } else {
                    nodes.append(Node())
                    nodes[place].next[scalar] = nodes.count - 1
                    place = nodes.count - 1
                }
            }
            nodes[place].endsPart = true
        }
    }

    /// The length of the longest part that `text` starts with; 0 when there is none.
    func longestMatch(in text: ArraySlice<Unicode.Scalar>) -> Int {
        var (place, length, longest) = (0, 0, 0)
        for scalar in text {
            guard let next = nodes[place].next[scalar] else { break }
            place = next
            length += 1
            if nodes[place].endsPart { longest = length }
        }
        return longest
    }
}
