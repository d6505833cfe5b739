import Hummingbird
import Logging

/// `/metrics` for Prometheus, on a port of its own that the public does not reach.
enum MetricsServer {
    static func application(_ measurements: Measurements, bindAddress: String, port: Int, logger: Logger) -> some ApplicationProtocol {
        let router = Router()
        router.get("/metrics") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "text/plain; version=0.0.4"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: measurements.text())))
        }
        return Application(
            router: router, configuration: ApplicationConfiguration(address: .hostname(bindAddress, port: port)), logger: logger)
    }
}
