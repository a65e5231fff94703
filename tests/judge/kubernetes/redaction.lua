-- What the emitted redact.lua lets through, asked of it by the interpreter that Fluent Bit has in it: luajit
-- redaction.lua FILE. Every record here is one that must be kept to the letter, or one of which something must be gone.
local file = assert(arg[1], "usage: luajit redaction.lua FILE")
dofile(file)
local failures = 0

local function same(a, b)
  if type(a) ~= type(b) then return false end
  if type(a) ~= "table" then return a == b end
  for k, v in pairs(a) do if not same(v, b[k]) then return false end end
  for k in pairs(b) do if a[k] == nil then return false end end
  return true
end

local function show(value)
  if type(value) ~= "table" then return tostring(value) end
  local out = {}
  for k, v in pairs(value) do out[#out + 1] = tostring(k) .. "=" .. show(v) end
  table.sort(out)
  return "{" .. table.concat(out, ", ") .. "}"
end

local function expect(record, due)
  local code, time, got = redact("pods", 17.5, record)
  if code == 2 and time == 17.5 and same(got, due) then return end
  failures = failures + 1
  print("of " .. show(record) .. "\n  came " .. show(got) .. "\n  due " .. show(due))
end

local G = "[redacted]"
local function kept(record) expect(record, record) end

-- Fields, however they are spelt, however deep.
expect({email = "a@b.example", level = "info"}, {email = G, level = "info"})
expect({["user.email"] = "none", userEmail = "none", ["X-Api-Key"] = "k"}, {["user.email"] = G, userEmail = G, ["X-Api-Key"] = G})
expect({http = {headers = {Authorization = "Basic dTpw", ["set-cookie"] = {"a=b", "c=d"}, accept = "*/*"}}},
  {http = {headers = {Authorization = G, ["set-cookie"] = G, accept = "*/*"}}})
expect({refresh_token = "x", password = 4711, phone = true}, {refresh_token = G, password = G, phone = G})
kept({tokens = 3, emailed = "yes", passwordless = true, address_count = 2, brand_id = "x"})

-- Values, wherever they stand.
expect({log = "login of jane.doe+x@mail.example.org failed"}, {log = "login of [redacted] failed"})
expect({message = "to=a@b.co, cc <c_d@e-f.example>."}, {message = "to=[redacted], cc <[redacted]>."})
expect({message = "Authorization: Bearer abc.DEF-1_2~3+/=="}, {message = "Authorization: Bearer [redacted]"})
expect({message = "got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.s5-_x at last"}, {message = "got [redacted] at last"})
expect({list = {"x", "a@b.example", {"deep", {"y@z.example"}}}}, {list = {"x", G, {"deep", {G}}}})
expect({["a@b.example"] = 1}, {[G] = 1})

-- Numbers of cards, in groups and without; test numbers of the networks.
for _, card in ipairs({"4111111111111111", "4111 1111 1111 1111", "5500-0000-0000-0004", "378282246310005", "6011111111111117",
  "2223003122003222", "4222222222222", "6304000000000000000"}) do
  expect({message = "paid with " .. card .. "."}, {message = "paid with [redacted]."})
  expect({message = card .. " 12 items"}, {message = "[redacted] 12 items"})
end
expect({message = "order 77 4111 1111 1111 1111 200"}, {message = "order 77 [redacted] 200"})
expect({card = 4111111111111111}, {card = G})

-- What only looks like it.
kept({message = "4111111111111112 is no card, nor is 1411111111111111"})
kept({time = "2026-11-30T15:17:24.123456789Z", ts = 1796051844123, ns = "1796051844123456789", epoch = 1796051844})
kept({trace_id = "4bf92f3577b34da6a3ce929d0e0e4736", span_id = "00f067aa0ba902b7", request = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"})
kept({message = "user@localhost said: the bearer of bad news", latency_ms = 12.75, status = 200, ok = true})
kept({log = "", message = "10.0.0.1 - - GET /a?b=c 200 5316 12.5.2026"})

-- A record deeper than any should be loses its depth, not the agent its life.
local deep = {email = "a@b.example"}
for _ = 1, 5000 do deep = {inner = deep} end
local _, _, shallow = redact("pods", 1, deep)
local depth = 0
while type(shallow) == "table" do depth, shallow = depth + 1, shallow.inner end
if depth > 20 or shallow ~= G then failures = failures + 1 print("deep records keep " .. depth .. " levels") end

-- Ten thousand records at random: none of what was put in comes out.
math.randomseed(20261130)
local function any(list) return list[math.random(#list)] end
local SECRETS = {"jane.roe@acme.example", "4111 1111 1111 1111", "5500000000000004", "eyJhbGciOi.eyJzdWIi.c2ln", "Bearer s3cr3t-t0k3n"}
local MARKS = {"jane.roe", "1111 1111", "5500000000000004", "eyJzdWIi", "s3cr3t"}
local function noise() local out = {} for i = 1, math.random(0, 12) do out[i] = string.char(math.random(32, 126)) end return table.concat(out) end
local function holds(value, mark)
  if type(value) == "string" then return string.find(value, mark, 1, true) ~= nil end
  if type(value) ~= "table" then return false end
  for k, v in pairs(value) do if holds(k, mark) or holds(v, mark) then return true end end
  return false
end
for _ = 1, 10000 do
  local which = math.random(#SECRETS)
  local record = {log = noise() .. any({" ", "\"", ",", ":", "<", "\n"}) .. SECRETS[which] .. any({" ", "\"", ";", ">", "\n", ""}), [noise()] = {noise()}}
  if math.random() < 0.5 then record = {a = {b = {record}}} end
  local ok, _, _, got = pcall(redact, "pods", 1, record)
  if not ok or holds(got, MARKS[which]) then
    failures = failures + 1
    if failures < 20 then print("let through: " .. show(record) .. "\n  as " .. show(got)) end
  end
end
print(failures == 0 and "redaction holds: " .. file or failures .. " failures: " .. file)
os.exit(failures == 0 and 0 or 1)
