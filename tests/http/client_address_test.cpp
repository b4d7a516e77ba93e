#include "http/client_address.h"

#include <gtest/gtest.h>

namespace bt::http {
namespace {

TEST(HomeAddress, IsThisMachineOrAPrivateNetwork) {
    for (const char* home : {"127.0.0.1", "127.9.9.9", "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.1.20", "169.254.3.4", "::1", "fc00::1",
                             "fd12:3456::7", "fe80::1", "fe80::1%eth0", "febf::1", "::ffff:192.168.1.20", "::ffff:127.0.0.1"}) {
        EXPECT_TRUE(is_home_address(home)) << home;
    }
    for (const char* foreign : {"", "203.0.113.9", "172.15.0.1", "172.32.0.1", "192.169.0.1", "11.0.0.1", "126.0.0.1", "0.0.0.0", "100.64.0.1", "::", "2001:db8::7", "fec0::1",
                                "fb00::1", "::2", "::ffff:203.0.113.9", "localhost", "unknown", "10.1", "10.0.0.1%eth0", "10.0.0.1 ", "192.168.1.1:80"}) {
        EXPECT_FALSE(is_home_address(foreign)) << foreign;
    }
}

struct Case {
    std::string peer;
    std::vector<Header> fields;
    std::string client;
};

TEST(ClientAddress, IsThePeersOrTheLastFromAfarThatProxiesAtHomeName) {
    const std::string proxy = "127.0.0.1";
    const Case cases[] = {
        {"203.0.113.9", {}, "203.0.113.9"},
        {proxy, {}, proxy},
        {"192.168.1.2", {{"X-Forwarded-For", "203.0.113.9"}}, "203.0.113.9"},
        {proxy, {{"X-Forwarded-For", "192.168.1.20"}}, "192.168.1.20"},
        {proxy, {{"X-Forwarded-For", "127.0.0.1, 203.0.113.9"}}, "203.0.113.9"},
        {proxy, {{"X-Forwarded-For", "127.0.0.1, 203.0.113.9, 172.18.0.2"}}, "203.0.113.9"},
        {proxy, {{"X-Forwarded-For", "192.168.1.20, 172.18.0.2"}}, "192.168.1.20"},
        {proxy, {{"X-Forwarded-For", "192.168.1.20, unknown, 172.18.0.2"}}, ""},
        {proxy, {{"X-Forwarded-For", "127.0.0.1"}, {"X-Forwarded-For", "203.0.113.9"}}, "203.0.113.9"},
        {proxy, {{"x-forwarded-for", "203.0.113.9:4711"}}, "203.0.113.9"},
        {proxy, {{"X-Forwarded-For", "2001:db8::7"}}, "2001:db8::7"},
        {proxy, {{"X-Forwarded-For", "[2001:db8::7]:443"}}, "2001:db8::7"},
        {proxy, {{"X-Real-IP", "203.0.113.9"}}, "203.0.113.9"},
        {proxy, {{"Forwarded", "for=203.0.113.9;proto=https"}}, "203.0.113.9"},
        {proxy, {{"Forwarded", "for=10.0.0.1, proto=http; For=\"[2001:db8::7]:4711\" ;by=_gate"}}, "2001:db8::7"},
        {proxy, {{"Forwarded", "by=\"a;for=10.0.0.1\";for=203.0.113.9"}}, "203.0.113.9"},
    };
    for (const auto& each : cases) {
        Request request{.peer = each.peer};
        std::string row = each.peer;
        for (const auto& field : each.fields) {
            request.headers.add(field.name, field.value);
            row += " | " + field.name + ": " + field.value;
        }
        EXPECT_EQ(client_address(request), each.client) << row;
    }
}

TEST(ClientAddress, IsNobodysWhenWhatIsNamedCannotBeRead) {
    for (const char* value : {"", ",", "unknown", "_hidden", "home.example", "10.0.0.1 x", "[::1", "[::1]x", "10.0.0.1:1:2", "\"10.0.0.1", "for=10.0.0.1"}) {
        Request request{.peer = "127.0.0.1"};
        request.headers.add("X-Forwarded-For", value);
        EXPECT_EQ(client_address(request), "") << value;
    }
    for (const char* value : {"", "10.0.0.1", "proto=https", "for=unknown", "for=_hidden", "for=\"10.0.0.1", "for=10.0.0.1;for=10.0.0.2", "for=10.0.0.1;x=\", for=203.0.113.9",
                              "for=10.0.0.1;x=\", for=\"[2001:db8::7]\"", "for=\"10.0.0.1\"x", "for=\"10.0.0.1\\", "for=10.0.0.1;by"}) {
        Request request{.peer = "127.0.0.1"};
        request.headers.add("Forwarded", value);
        EXPECT_EQ(client_address(request), "") << value;
    }
}

TEST(ClientAddress, IsTheForeignOneWhereFieldsDisagree) {
    // The proxy writes one of them; the other came from the client and was passed on as it was.
    for (const auto& [forged, written] : {std::pair{"Forwarded", "X-Forwarded-For"}, {"X-Forwarded-For", "X-Real-IP"}, {"X-Real-IP", "X-Forwarded-For"}}) {
        Request request{.peer = "::1"};
        request.headers.add(forged, std::string(forged) == "Forwarded" ? "for=192.168.1.20" : "192.168.1.20");
        request.headers.add(written, "203.0.113.9");
        EXPECT_EQ(client_address(request), "203.0.113.9") << forged;
    }
}

TEST(ClientAddress, IsNotTakenFromFieldsThatSomebodyAfarWrote) {
    Request request{.peer = "203.0.113.9"};
    request.headers.add("X-Forwarded-For", "127.0.0.1");
    EXPECT_EQ(client_address(request), "203.0.113.9");
}

}  // namespace
}  // namespace bt::http
