#include "CPhoneNumber.h"

#include <phonenumbers/logger.h>
#include <phonenumbers/phonenumberutil.h>

#include <cstring>
#include <string>

using i18n::phonenumbers::Logger;
using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

namespace {

// The library's own logger writes to the standard output, which belongs to the commands.
class Silence : public Logger {
    void WriteMessage(const std::string &) override {}
};

const PhoneNumberUtil &plans() {
    static const PhoneNumberUtil *util = [] {
        PhoneNumberUtil *made = PhoneNumberUtil::GetInstance();
        made->SetLogger(new Silence());
        return made;
    }();
    return *util;
}

size_t copied(const std::string &from, char *to, size_t capacity) {
    if (from.empty() || from.size() + 1 > capacity) return 0;
    std::memcpy(to, from.c_str(), from.size() + 1);
    return from.size();
}

bool read(const char *e164, size_t length, PhoneNumber *number) {
    return plans().Parse(std::string(e164, length), "ZZ", number) == PhoneNumberUtil::NO_PARSING_ERROR;
}

}  // namespace

// No exception leaves a function: Swift could not catch it.

bool cphone_parse(const char *text, size_t length, const char *region, char *e164, size_t capacity) try {
    PhoneNumber number;
    if (plans().Parse(std::string(text, length), region ? region : "ZZ", &number) != PhoneNumberUtil::NO_PARSING_ERROR) return false;
    if (number.has_extension() || plans().IsPossibleNumberWithReason(number) != PhoneNumberUtil::IS_POSSIBLE) return false;
    std::string written;
    plans().Format(number, PhoneNumberUtil::E164, &written);
    return copied(written, e164, capacity) > 0;
} catch (...) {
    return false;
}

size_t cphone_international(const char *e164, size_t length, char *text, size_t capacity) try {
    PhoneNumber number;
    if (!read(e164, length, &number)) return 0;
    std::string written;
    plans().Format(number, PhoneNumberUtil::INTERNATIONAL, &written);
    return copied(written, text, capacity);
} catch (...) {
    return 0;
}

size_t cphone_national(const char *e164, size_t length, char *digits, size_t capacity) try {
    PhoneNumber number;
    if (!read(e164, length, &number)) return 0;
    std::string written, only;
    plans().Format(number, PhoneNumberUtil::NATIONAL, &written);
    for (char c : written) {
        if (c >= '0' && c <= '9') only += c;
    }
    return copied(only, digits, capacity);
} catch (...) {
    return 0;
}

bool cphone_valid(const char *e164, size_t length) try {
    PhoneNumber number;
    return read(e164, length, &number) && plans().IsValidNumber(number);
} catch (...) {
    return false;
}

size_t cphone_significant(const char *e164, size_t length, char *digits, size_t capacity) try {
    PhoneNumber number;
    if (!read(e164, length, &number)) return 0;
    std::string only;
    plans().GetNationalSignificantNumber(number, &only);
    return copied(only, digits, capacity);
} catch (...) {
    return 0;
}
