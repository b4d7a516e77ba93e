// Transactions as scopes.
#pragma once

namespace soci {
class session;
}

namespace bt::store {

/// Takes the write lock when it begins (BEGIN IMMEDIATE), so that it never fails half-way for want of it. Rolled back unless `commit()` was reached: begin [commit]. Constructor and commit throw soci::soci_error.
class WriteTransaction {
public:
    explicit WriteTransaction(soci::session& session);
    ~WriteTransaction();
    WriteTransaction(const WriteTransaction&) = delete;
    WriteTransaction& operator=(const WriteTransaction&) = delete;

    void commit();

private:
    soci::session& session_;
    bool open_ = true;
};

/// One unchanging view of the database for several queries; ends with the object.
class ReadTransaction {
public:
    explicit ReadTransaction(soci::session& session);
    ~ReadTransaction();
    ReadTransaction(const ReadTransaction&) = delete;
    ReadTransaction& operator=(const ReadTransaction&) = delete;

private:
    soci::session& session_;
};

}  // namespace bt::store
