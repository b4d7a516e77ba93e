#include "store/transaction.h"


#include "store/connection.h"

namespace bt::store {
namespace {

/// Some failures (a full disk) end the transaction by themselves; rolling back again then fails, which changes nothing.
void roll_back_quietly(Connection& connection) noexcept {
    try {
        connection.script("ROLLBACK");
    } catch (const soci::soci_error&) {
    }
}

}  // namespace

WriteTransaction::WriteTransaction(Connection& connection) : connection_(connection) { connection_.script("BEGIN IMMEDIATE"); }

WriteTransaction::~WriteTransaction() {
    if (open_) roll_back_quietly(connection_);
}

void WriteTransaction::commit() {
    connection_.script("COMMIT");
    open_ = false;
}

ReadTransaction::ReadTransaction(Connection& connection) : connection_(connection) { connection_.script("BEGIN"); }

ReadTransaction::~ReadTransaction() { roll_back_quietly(connection_); }

}  // namespace bt::store
