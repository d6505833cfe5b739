// libphonenumber behind C: text in, text out. No files, no clock, no network; the numbering plans are compiled in.
// Each function may be called from any thread.
#pragma once

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Reads a number without an extension.
///
/// - text: UTF-8, with the plus sign and country code; or as it is dialled in `region`.
/// - region: two capital letters (ISO 3166-1); NULL for none.
/// - e164: receives the number with its plus sign, ending with 0.
///
/// Returns false for what is no number, has no country code, or has too few or too many digits for its country.
bool cphone_parse(const char *text, size_t length, const char *region, char *e164, size_t capacity);

/// The international form of an E.164 number (`+44 20 7946 0018`). Returns its length; 0 for what is no such number, or
/// too long for the buffer.
size_t cphone_international(const char *e164, size_t length, char *text, size_t capacity);

/// True for an E.164 number that its country's plan has: not only as long as one, but within one of its ranges.
bool cphone_valid(const char *e164, size_t length);

/// The digits of an E.164 number without its country code, and without what is dialled before it at home alone
/// (`2079460018`). Returns as above.
size_t cphone_significant(const char *e164, size_t length, char *digits, size_t capacity);

/// The digits of the national form of an E.164 number (`02079460018`). Returns as above.
size_t cphone_national(const char *e164, size_t length, char *digits, size_t capacity);

#ifdef __cplusplus
}
#endif
