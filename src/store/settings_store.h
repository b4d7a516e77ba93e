// What an operator changes while the program runs: text by name.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "base/result.h"
#include "store/database.h"

namespace bt::store {

class SettingsStore {
public:
    explicit SettingsStore(Database& database) : database_(database) {}

    /// Nothing when it was never set.
    Result<std::optional<std::string>> get(const std::string& key) const;
    Result<std::map<std::string, std::string>> all() const;
    Result<void> set(const std::string& key, const std::string& value);
    /// Goes back to the default; fine when it was not set.
    Result<void> forget(const std::string& key);

private:
    Database& database_;
};

}  // namespace bt::store
