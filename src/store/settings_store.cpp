#include "store/settings_store.h"

#include "store/connection.h"
#include "store/stored_text.h"

namespace bt::store {

Result<std::optional<std::string>> SettingsStore::get(const std::string& key) const {
    return read_value(database_, "read a setting", [&](Connection& sql) -> Result<std::optional<std::string>> {
        std::string value;
        if (!sql.run("SELECT value FROM settings WHERE key = :key", use(to_stored_text(key)), into(value))) return std::optional<std::string>();
        return std::optional(value);
    });
}

Result<std::map<std::string, std::string>> SettingsStore::all() const {
    return read_value(database_, "read settings", [&](Connection& sql) -> Result<std::map<std::string, std::string>> {
        std::map<std::string, std::string> found;
        std::string key, value;
        sql.each("SELECT key, value FROM settings", [&] { found.emplace(key, value); }, into(key), into(value));
        return found;
    });
}

Result<void> SettingsStore::set(const std::string& key, const std::string& value) {
    return database_.write("save a setting", [&](Connection& sql) -> Result<void> {
        sql.run("INSERT INTO settings (key, value) VALUES (:key, :value) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                use(to_stored_text(key)), use(to_stored_text(value)));
        return {};
    });
}

Result<void> SettingsStore::forget(const std::string& key) {
    return database_.write("forget a setting", [&](Connection& sql) -> Result<void> {
        sql.run("DELETE FROM settings WHERE key = :key", use(to_stored_text(key)));
        return {};
    });
}

}  // namespace bt::store
