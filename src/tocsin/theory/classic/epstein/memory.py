"""Reading and writing the lattice by address, a dozen instructions for LLVM.

numba counts references to arrays that go from one compiled function to the next and looks twice at
every index; for turns of some fifty nanoseconds that cost more than the model (measured: four times
the time, and twenty seconds to compile).  So kernels get addresses, whole numbers, and the caller
keeps the arrays. Nothing is checked here: an index comes from the lattice's own geometry.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic as numba_intrinsic

#: Objects of numba's compiler and of llvmlite, whose classes have no types.
Llvm: TypeAlias = Any
_insert: Llvm = cgutils.get_or_insert_function
_BYTE = ir.IntType(8)
LANES = 16  # bytes that are changed at once


def intrinsic(function: Callable[..., Any]) -> Llvm:
    """numba's, whose functions are called without the typing context that they are written with."""
    return numba_intrinsic(function)


def _reader(bits: int) -> Callable[..., Any]:
    """A function (address, i): the i-th unsigned whole number of so many bits, as an int64."""

    def read(typing: Llvm, address: Llvm, i: Llvm) -> Llvm:
        def code(context: Llvm, builder: Llvm, signature: Llvm, args: Llvm) -> Llvm:
            kind = ir.IntType(bits)
            start = builder.inttoptr(args[0], kind.as_pointer())
            found = builder.load(builder.gep(start, [args[1]]))
            return found if bits == 64 else builder.zext(found, ir.IntType(64))

        return types.int64(types.int64, types.int64), code

    found: Callable[..., Any] = intrinsic(read)
    return found


def _writer(bits: int) -> Callable[..., Any]:
    """A function (address, i, value): write the i-th whole number of so many bits."""

    def write(typing: Llvm, address: Llvm, i: Llvm, value: Llvm) -> Llvm:
        def code(context: Llvm, builder: Llvm, signature: Llvm, args: Llvm) -> Llvm:
            kind = ir.IntType(bits)
            start = builder.inttoptr(args[0], kind.as_pointer())
            value = args[2] if bits == 64 else builder.trunc(args[2], kind)
            builder.store(value, builder.gep(start, [args[1]]))
            return context.get_dummy_value()

        return types.void(types.int64, types.int64, types.int64), code

    found: Callable[..., Any] = intrinsic(write)
    return found


read8, read16, read32, read64 = (_reader(bits) for bits in (8, 16, 32, 64))
write8, write16, write32, write64 = (_writer(bits) for bits in (8, 16, 32, 64))


@intrinsic
def read_float(typing: Llvm, address: Llvm, i: Llvm) -> Llvm:
    """(address, i): the i-th number of single precision."""

    def code(context: Llvm, builder: Llvm, signature: Llvm, args: Llvm) -> Llvm:
        start = builder.inttoptr(args[0], ir.FloatType().as_pointer())
        return builder.load(builder.gep(start, [args[1]]))

    return types.float32(types.int64, types.int64), code


def _adder(subtract: bool) -> Callable[..., Any]:
    """A function (to, of): add, or subtract, sixteen bytes at one address to those at another."""

    def add(typing: Llvm, to: Llvm, of: Llvm) -> Llvm:
        def code(context: Llvm, builder: Llvm, signature: Llvm, args: Llvm) -> Llvm:
            vector = ir.VectorType(_BYTE, LANES).as_pointer()
            to, of = (builder.inttoptr(a, vector) for a in args)
            old, change = builder.load(to, align=1), builder.load(of, align=1)
            new = builder.sub(old, change) if subtract else builder.add(old, change)
            builder.store(new, to, align=1)
            return context.get_dummy_value()

        return types.void(types.int64, types.int64), code

    found: Callable[..., Any] = intrinsic(add)
    return found


add_strip, subtract_strip = _adder(False), _adder(True)


@intrinsic
def matches(typing: Llvm, of: Llvm, strip: Llvm, mask: Llvm, wanted: Llvm) -> Llvm:
    """Which of sixteen bytes are wanted ones, where a strip says so: a number of sixteen bits."""

    def code(context: Llvm, builder: Llvm, signature: Llvm, args: Llvm) -> Llvm:
        vector = ir.VectorType(_BYTE, LANES)
        found, strip = (
            builder.load(builder.inttoptr(a, vector.as_pointer()), align=1) for a in args[:2]
        )
        mask, wanted = (_spread(builder, builder.trunc(a, _BYTE), vector) for a in args[2:])
        same = builder.icmp_unsigned("==", builder.and_(found, mask), wanted)
        same = builder.and_(same, builder.icmp_unsigned("!=", strip, vector(None)))
        return builder.zext(builder.bitcast(same, ir.IntType(LANES)), ir.IntType(64))

    return types.int64(types.int64, types.int64, types.int64, types.int64), code


@intrinsic
def equal(typing: Llvm, of: Llvm, mask: Llvm, wanted: Llvm) -> Llvm:
    """Which of sixteen bytes, masked, are wanted ones: a number of sixteen bits."""

    def code(context: Llvm, builder: Llvm, signature: Llvm, args: Llvm) -> Llvm:
        vector = ir.VectorType(_BYTE, LANES)
        found = builder.load(builder.inttoptr(args[0], vector.as_pointer()), align=1)
        mask, wanted = (_spread(builder, builder.trunc(a, _BYTE), vector) for a in args[1:])
        same = builder.icmp_unsigned("==", builder.and_(found, mask), wanted)
        return builder.zext(builder.bitcast(same, ir.IntType(LANES)), ir.IntType(64))

    return types.int64(types.int64, types.int64, types.int64), code


def _spread(builder: Llvm, value: Llvm, vector: Llvm) -> Llvm:
    """A vector of one value."""
    first = builder.insert_element(ir.Constant(vector, ir.Undefined), value, ir.IntType(32)(0))
    return builder.shuffle_vector(
        first, ir.Constant(vector, ir.Undefined),
        ir.Constant(ir.VectorType(ir.IntType(32), LANES), [0] * LANES),
    )  # fmt: skip


@intrinsic
def ones(typing: Llvm, bits: Llvm) -> Llvm:
    """How many bits are set."""

    def code(context: Llvm, builder: Llvm, signature: Llvm, args: Llvm) -> Llvm:
        return builder.ctpop(args[0])

    return types.int64(types.int64), code


@intrinsic
def lowest(typing: Llvm, bits: Llvm) -> Llvm:
    """Which is the lowest bit that is set; there must be one."""

    def code(context: Llvm, builder: Llvm, signature: Llvm, args: Llvm) -> Llvm:
        return builder.cttz(args[0], ir.IntType(1)(1))

    return types.int64(types.int64), code


@intrinsic
def prefetch(typing: Llvm, address: Llvm) -> Llvm:
    """Ask for what lies at an address to be brought near."""

    def code(context: Llvm, builder: Llvm, signature: Llvm, args: Llvm) -> Llvm:
        word = ir.IntType(32)
        kind = ir.FunctionType(ir.VoidType(), [cgutils.voidptr_t, word, word, word])
        ask = _insert(builder.module, kind, "llvm.prefetch.p0")
        builder.call(ask, [builder.inttoptr(args[0], cgutils.voidptr_t), word(0), word(3), word(1)])
        return context.get_dummy_value()

    return types.void(types.int64), code
