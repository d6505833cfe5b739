-- Requests for wrk, drawn in turn from a file: one line a person, "PATH<tab>TOKEN". With a word for the round each request
-- is an edit that changes the title to something new; without one it is a page by the session's cookie.
local people, count, round = {}, 0, nil

function init(args)
  round = args[2]
  for line in io.lines(args[1]) do
    local path, token = line:match("^(.-)\t(.*)$")
    local headers = { Host = wrk.headers["Host"], Accept = "text/html", ["User-Agent"] = "bench" }
    if round then
      headers.Authorization, headers["Content-Type"], headers.Accept = "Bearer " .. token, "application/json", nil
    elseif token ~= "" then
      headers.Cookie = "__Host-stagedoor=" .. token
    end
    people[#people + 1] = { path = path, headers = headers, page = wrk.format("GET", path, headers) }
  end
end

function request()
  count = count + 1
  local person = people[count % #people + 1]
  if not round then return person.page end
  return wrk.format("PATCH", person.path, person.headers, '{"title":"Round ' .. round .. ' ' .. count .. '"}')
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format('\nBENCH {"requests": %d, "seconds": %f, "p50": %f, "p99": %f, "bytes": %d, "bad": %d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000, summary.bytes,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
