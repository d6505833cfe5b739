-- Requests for wrk, drawn in turn from a file: one line a person, "PATH<tab>TOKEN". The second word says what is asked: a page by
-- the session's cookie, a list by the bearer, an edit that changes the title to something new, or a new contact. The third word
-- is the round's own, so that nothing is made twice.
local people, count, deed, round = {}, 0, nil, nil

function init(args)
  deed, round = args[2], args[3]
  for line in io.lines(args[1]) do
    local path, token = line:match("^(.-)\t(.*)$")
    local headers = { Host = wrk.headers["Host"], ["User-Agent"] = "bench" }
    if deed == "page" then
      headers.Accept = "text/html"
      if token ~= "" then headers.Cookie = "__Host-stagedoor=" .. token end
    else
      headers.Authorization = "Bearer " .. token
      if deed ~= "list" then headers["Content-Type"] = "application/json" end
    end
    people[#people + 1] = { path = path, headers = headers, look = wrk.format("GET", path, headers) }
  end
end

function request()
  count = count + 1
  local person = people[count % #people + 1]
  if deed == "page" or deed == "list" then return person.look end
  local name = round .. "n" .. count
  if deed == "edit" then return wrk.format("PATCH", person.path, person.headers, '{"title":"Round ' .. name .. '"}') end
  return wrk.format("POST", person.path, person.headers,
    string.format('{"first_name":"Ada","last_name":"%s","email":"%s@bench.example","title":"Network engineer"}', name, name))
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format('\nBENCH {"requests": %d, "seconds": %f, "p50": %f, "p99": %f, "bytes": %d, "bad": %d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000, summary.bytes,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
