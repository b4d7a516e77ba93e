// These tests are their own helpers (studio/helper.h), as the program is.
#include <gmock/gmock.h>

#include "service/decoding/perform.h"

int main(int argc, char** argv) {
    if (const auto done = bt::service::decode_if_helper(argc, argv)) return *done;
    ::testing::InitGoogleMock(&argc, argv);
    return RUN_ALL_TESTS();
}
