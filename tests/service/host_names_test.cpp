#include "service/host_names.h"

#include <gtest/gtest.h>

namespace bt::service {
namespace {

TEST(HostNames, AreAddressesTheMachineAndWhatIsAllowed) {
    const HostNames names({"tv.example", "Media.Home:8420"}, "Attic.fritz.box");
    for (const char* ours : {"127.0.0.1", "127.0.0.1:8420", "192.0.2.7:80", "[::1]:8420", "[2001:db8::7]", "[fe80::1%25eth0]:8420", "localhost", "LOCALHOST:8420",
                             "app.localhost:1", "attic.fritz.box", "attic.local:8420", "attic.lan", "attic.home.arpa", "attic.local.", "tv.example:443",
                             "media.home"}) {
        EXPECT_TRUE(names.has(ours)) << ours;
    }
    for (const char* foreign : {"", "evil.example", "evil.example:8420", "localhost.evil.example", "notlocalhost", "tv.example.evil", "1.2.3", "127.0.0.1.evil.example",
                                "[", "[]", ":8420", "attic.local.evil.example", "sub.tv.example", "127.0.0.1@evil.example", "999.1.1.1"}) {
        EXPECT_FALSE(names.has(foreign)) << foreign;
    }
}

TEST(HostNames, AStarTakesAnyName) { EXPECT_TRUE(HostNames({"*"}, "attic").has("anything.example")); }

TEST(HostNames, AMachineWithoutANameHasNone) {
    EXPECT_FALSE(HostNames({}, "").has(""));
    EXPECT_FALSE(HostNames({}, "").has(".local"));
}

}  // namespace
}  // namespace bt::service
