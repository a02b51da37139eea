namespace SymbolicDiff.Behavior.Tests.Library;

public class TapeTests
{
    [Fact]
    public void A_tape_holds_what_is_written()
    {
        using Tape<double> tape = Tape<double>.Rent(5);
        for (int i = 0; i < tape.Length; i++)
            tape[i] = i * i;
        tape[3] += 1;

        Assert.Equal([0, 1, 4, 10, 16], tape.AsSpan());
        Span<double> span = tape;
        Assert.Equal(5, span.Length);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(5)]
    public void An_index_outside_the_length_is_refused_although_the_rented_array_is_longer(int index)
    {
        Assert.Throws<IndexOutOfRangeException>(() =>
        {
            using Tape<double> tape = Tape<double>.Rent(5);
            tape[index] = 1;
        });
    }

    [Fact]
    public void A_cleared_tape_is_zero_whatever_the_pool_held()
    {
        using (Tape<float> dirty = Tape<float>.Rent(100))
            dirty.AsSpan().Fill(7);

        using Tape<float> tape = Tape<float>.RentCleared(100);

        Assert.False(tape.AsSpan().ContainsAnyExcept(0f));
    }

    [Fact]
    public void A_negative_length_counts_as_zero()
    {
        using Tape<int> empty = Tape<int>.Rent(0);
        using Tape<int> negative = Tape<int>.Rent(-1);
        using Tape<int> cleared = Tape<int>.RentCleared(int.MinValue);
        Assert.Equal((0, 0, 0), (empty.Length, negative.Length, cleared.Length));
    }

    [Fact]
    public void References_do_not_stay_in_the_pool()
    {
        WeakReference<object> recorded = Record();
        GC.Collect();

        Assert.False(recorded.TryGetTarget(out _));

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static WeakReference<object> Record()
        {
            object value = new();
            using Tape<object> tape = Tape<object>.Rent(3);
            tape[1] = value;
            using TapeStack<object> stack = TapeStack<object>.Rent();
            stack.Push(value);
            stack.Push(value);
            stack.Pop();
            return new WeakReference<object>(value);
        }
    }

    [Fact]
    public void A_repeated_call_allocates_nothing()
    {
        Run();
        long before = GC.GetAllocatedBytesForCurrentThread();

        for (int i = 0; i < 100; i++)
            Run();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        static void Run()
        {
            using Tape<double> tape = Tape<double>.RentCleared(1000);
            using TapeStack<double> stack = TapeStack<double>.Rent();
            using TapeStack<double> second = TapeStack<double>.Rent();
            for (int i = 0; i < 1000; i++)
            {
                stack.Push(tape[i]);
                second.Push(i);
            }
        }
    }
}
