// Transactions as scopes.
#pragma once

namespace bt::store {

class Connection;

/// Takes the write lock when it begins (BEGIN IMMEDIATE), so that it never fails half-way for want of it. Rolled back unless `commit()` was reached: begin [commit]. Constructor and commit throw what connection.h throws.
class WriteTransaction {
public:
    explicit WriteTransaction(Connection& connection);
    ~WriteTransaction();
    WriteTransaction(const WriteTransaction&) = delete;
    WriteTransaction& operator=(const WriteTransaction&) = delete;

    void commit();

private:
    Connection& connection_;
    bool open_ = true;
};

/// One unchanging view of the database for several queries; ends with the object.
class ReadTransaction {
public:
    explicit ReadTransaction(Connection& connection);
    ~ReadTransaction();
    ReadTransaction(const ReadTransaction&) = delete;
    ReadTransaction& operator=(const ReadTransaction&) = delete;

private:
    Connection& connection_;
};

}  // namespace bt::store
