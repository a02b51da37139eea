using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SymbolicDiff.Simd.Tests;

/// <summary>Tapes of doubles and of lanes begin with a cache line.</summary>
public class AlignedTapeTests
{
    [Theory]
    [InlineData(32)]
    [InlineData(57)]
    [InlineData(1000)]
    [InlineData(1024)]
    [InlineData(100_000)]
    public void TapesOfDoublesAreAligned(int length)
    {
        // The garbage collector may move the array between renting and looking; not so every time.
        int aligned = 0;
        for (int i = 0; i < 20; i++)
        {
            using Tape<double> tape = Tape<double>.Rent(length);
            Assert.Equal(length, tape.Length);
            tape[0] = tape[length - 1] = i;
            aligned += Unsafe.ByteOffset(ref Unsafe.NullRef<double>(), ref MemoryMarshal.GetReference(tape.AsSpan())) % 64 == 0 ? 1 : 0;
        }

        Assert.True(aligned >= 15, $"{aligned} of 20");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public void TapesOfLanesAreAligned(int length)
    {
        int aligned = 0;
        for (int i = 0; i < 20; i++)
        {
            using (Tape<Lanes> used = Tape<Lanes>.Rent(length))
                used.AsSpan().Fill(i);
            using Tape<Lanes> tape = Tape<Lanes>.RentCleared(length);
            Assert.Equal(length, tape.Length);
            for (int j = 0; j < length; j++)
                Assert.Equal(0.0, Lanes.Max(tape[j]));
            aligned += Unsafe.ByteOffset(ref Unsafe.NullRef<Lanes>(), ref MemoryMarshal.GetReference(tape.AsSpan())) % 64 == 0 ? 1 : 0;
        }

        Assert.True(aligned >= 15, $"{aligned} of 20");
    }

    [Fact]
    public void ClearedTapesAreZeroFromTheFirstToTheLastValue()
    {
        for (int length = 0; length < 300; length++)
        {
            using (Tape<double> used = Tape<double>.Rent(length))
                used.AsSpan().Fill(7);
            using Tape<double> tape = Tape<double>.RentCleared(length);
            Assert.Equal(new double[length], tape.AsSpan().ToArray());
        }
    }
}
