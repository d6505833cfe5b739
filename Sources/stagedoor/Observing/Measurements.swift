import Metrics
import Synchronization

/// Counters and gauges in memory, written as Prometheus reads them (text format 0.0.4). Timers and recorders are kept
/// as a sum and a count.
final class Measurements: MetricsFactory {
    private struct Series: Hashable {
        let label: String
        let dimensions: [String]
    }

    private struct Measured {
        var sum = 0.0
        var count = 0
        var isSummary = false
        var isGauge = false
    }

    private let series = Mutex<[Series: Measured]>([:])

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        Handle(series: key(label, dimensions), all: self, kind: .counter)
    }

    func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        Handle(series: key(label, dimensions), all: self, kind: aggregate ? .summary : .gauge)
    }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        Handle(series: key(label, dimensions), all: self, kind: .summary)
    }

    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}

    private func key(_ label: String, _ dimensions: [(String, String)]) -> Series {
        Series(label: label, dimensions: dimensions.map { "\($0.0)=\"\(Measurements.escaped($0.1))\"" })
    }

    private static func escaped(_ text: String) -> String {
        // Every request is counted, and none of its texts has any of these.
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\n") }) else {
            return text
        }
        return text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }

    /// Everything measured so far, sorted by name.
    func text() -> String {
        let all = series.withLock { $0 }.sorted { ($0.key.label, $0.key.dimensions.joined()) < ($1.key.label, $1.key.dimensions.joined()) }
        return all.map { series, measured in
            let dimensions = series.dimensions.isEmpty ? "" : "{\(series.dimensions.joined(separator: ","))}"
            guard measured.isSummary else { return "\(series.label)\(dimensions) \(measured.sum)\n" }
            return "\(series.label)_sum\(dimensions) \(measured.sum)\n\(series.label)_count\(dimensions) \(measured.count)\n"
        }.joined()
    }

    private final class Handle: CounterHandler, RecorderHandler, TimerHandler {
        enum Kind {
            case counter, gauge, summary
        }

        let series: Series
        let all: Measurements
        let kind: Kind

        init(series: Series, all: Measurements, kind: Kind) {
            self.series = series
            self.all = all
            self.kind = kind
        }

        func increment(by amount: Int64) { change { $0.sum += Double(amount) } }
        func reset() { change { $0 = Measured() } }
        func record(_ value: Int64) { record(Double(value)) }
        func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1_000_000_000) }

        func record(_ value: Double) {
            change { measured in
                measured.sum = kind == .gauge ? value : measured.sum + value
                measured.count += 1
                measured.isSummary = kind == .summary
            }
        }

        private func change(_ change: (inout Measured) -> Void) {
            all.series.withLock { change(&$0[series, default: Measured()]) }
        }
    }
}
