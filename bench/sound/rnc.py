"""Unpacks Rob Northen's compression, method 1, as old adventure games use it."""


class Bits:
    """Bits from the low end of 16-bit words, which stand among the bytes that are copied as they are."""

    def __init__(self, data, at):
        self.data, self.at, self.word, self.left = data, at, 0, 0

    def take(self, count):
        while self.left < count:
            self.word |= int.from_bytes(self.data[self.at:self.at + 2], "little") << self.left
            self.at += 2
            self.left += 16
        value = self.word & ((1 << count) - 1)
        self.word >>= count
        self.left -= count
        return value


def read_codes(bits):
    """{(length, code, first bit read is lowest): symbol}"""
    lengths = [bits.take(4) for _ in range(bits.take(5))]
    codes, code = {}, 0
    for length in range(1, 17):
        for symbol, each in enumerate(lengths):
            if each == length:
                codes[length, int(f"{code:0{length}b}"[::-1], 2)] = symbol
                code += 1
        code <<= 1
    return codes


def value(bits, codes):
    code = 0
    for length in range(1, 17):
        code |= bits.take(1) << (length - 1)
        symbol = codes.get((length, code))
        if symbol is not None:
            return symbol if symbol < 2 else 1 << (symbol - 1) | bits.take(symbol - 1)
    raise ValueError("no such code")


def unpack(data):
    size, chunks = int.from_bytes(data[4:8], "big"), data[17]
    bits, out = Bits(data, 18), bytearray()
    bits.take(2)
    for _ in range(chunks):
        literal, distance, length = read_codes(bits), read_codes(bits), read_codes(bits)
        for left in range(bits.take(16), 0, -1):
            run = value(bits, literal)
            out += data[bits.at:bits.at + run]
            bits.at += run
            if left > 1:
                back, count = value(bits, distance) + 1, value(bits, length) + 2
                for _ in range(count):
                    out.append(out[-back])
    if len(out) != size:
        raise ValueError(f"{len(out)} bytes where {size} are declared")
    return bytes(out)
