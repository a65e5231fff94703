-- Takes out of each record what is personal or secret, before it leaves the node: fields by their names, and values
-- wherever they stand. Compiled by formwork from `compliance.personal_data` and `observability.logs.ship.values`.
local GONE = "[redacted]"
local NAMES = {
  "api_key",
  "authorization",
  "card_number",
  "cookie",
  "date_of_birth",
  "email",
  "first_name",
  "iban",
  "last_name",
  "passport",
  "password",
  "phone",
  "secret",
  "set_cookie",
  "ssn",
  "street",
  "token",
}
local KINDS = {
  bearer = true,
  card = true,
  email = true,
  jwt = true,
}
-- Deeper than any log should be; what is below goes whole.
local DEPTH = 16

local function is_personal(key)
  local name = string.gsub(string.gsub(tostring(key), "(%l)(%u)", "%1_%2"), "[^%w]", "_")
  name = "_" .. string.lower(name)
  for _, personal in ipairs(NAMES) do
    local ending = "_" .. personal
    if string.sub(name, -#ending) == ending then return true end
  end
  return false
end

-- ISO/IEC 7812-1, annex B.
local function has_check_digit(digits)
  local sum = 0
  for i = 1, #digits do
    local digit = tonumber(string.sub(digits, -i, -i))
    if i % 2 == 0 then digit = digit * 2 end
    if digit > 9 then digit = digit - 9 end
    sum = sum + digit
  end
  return sum % 10 == 0
end

-- Of digits in groups (by blank, hyphen or nothing) those that are the number of a card: 13 to 19, the first 2 to 6.
local function without_cards(run)
  local out, at = {}, 1
  while at <= #run do
    local behind = nil
    if string.find(run, "^[2-6]", at) and not string.find(run, "^%d", at - 1 > 0 and at - 1 or #run + 1) then
      for to = math.min(#run, at + 37), at + 12, -1 do
        if string.find(run, "^%d", to) and not string.find(run, "^%d", to + 1) then
          local digits = string.gsub(string.sub(run, at, to), "%D", "")
          if #digits >= 13 and #digits <= 19 and has_check_digit(digits) then
            behind = to + 1
            break
          end
        end
      end
    end
    if behind then
      out[#out + 1] = GONE
      at = behind
    else
      out[#out + 1] = string.sub(run, at, at)
      at = at + 1
    end
  end
  return table.concat(out)
end

-- RFC 6750, section 2.1; six characters at least, or it is a word.
local TOKEN = "[%w%-%._~%+/]"
local BEARER = "([Bb][Ee][Aa][Rr][Ee][Rr]%s+)" .. string.rep(TOKEN, 6) .. TOKEN .. "*=*"

local function without_values(text)
  if KINDS.bearer then text = string.gsub(text, BEARER, "%1" .. GONE) end
  if KINDS.jwt then text = string.gsub(text, "eyJ[%w%-_]+%.[%w%-_]+%.?[%w%-_]*", GONE) end
  if KINDS.email then text = string.gsub(text, "[%w%.%+%-_%%]+@[%w%-]+%.[%w%.%-]*%w", GONE) end
  if KINDS.card then text = string.gsub(text, "%d[%d %-]+%d", without_cards) end
  return text
end

local function clean(value, depth)
  if type(value) == "string" then return without_values(value) end
  if type(value) == "number" and KINDS.card and value >= 2e12 then
    local digits = string.format("%.0f", value)
    if without_cards(digits) ~= digits then return GONE end
  end
  if type(value) ~= "table" then return value end
  if depth > DEPTH then return GONE end
  local out = {}
  for key, inner in pairs(value) do
    local name = type(key) == "string" and without_values(key) or key
    out[name] = is_personal(key) and GONE or clean(inner, depth + 1)
  end
  return out
end

-- As Fluent Bit's filter `lua` calls it; 2: the record is another, its time is not.
function redact(tag, timestamp, record)
  return 2, timestamp, clean(record, 1)
end
