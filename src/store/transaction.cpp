#include "store/transaction.h"

#include <soci/soci.h>

#include "store/connection.h"

namespace bt::store {
namespace {

/// Some failures (a full disk) end the transaction by themselves; rolling back again then fails, which changes nothing.
void roll_back_quietly(soci::session& session) noexcept {
    try {
        run_script(session, "ROLLBACK");
    } catch (const soci::soci_error&) {
    }
}

}  // namespace

WriteTransaction::WriteTransaction(soci::session& session) : session_(session) { run_script(session_, "BEGIN IMMEDIATE"); }

WriteTransaction::~WriteTransaction() {
    if (open_) roll_back_quietly(session_);
}

void WriteTransaction::commit() {
    run_script(session_, "COMMIT");
    open_ = false;
}

ReadTransaction::ReadTransaction(soci::session& session) : session_(session) { run_script(session_, "BEGIN"); }

ReadTransaction::~ReadTransaction() { roll_back_quietly(session_); }

}  // namespace bt::store
