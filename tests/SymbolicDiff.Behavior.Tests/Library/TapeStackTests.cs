namespace SymbolicDiff.Behavior.Tests.Library;

public class TapeStackTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(100_000)]
    public void Values_come_back_in_the_opposite_order(int count)
    {
        using TapeStack<long> stack = TapeStack<long>.Rent();
        for (int i = 0; i < count; i++)
            stack.Push(i);
        Assert.Equal(count, stack.Count);

        for (int i = count - 1; i >= 0; i--)
            Assert.Equal(i, stack.Pop());
        Assert.Throws<InvalidOperationException>(() => stack.Pop());
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, -1)]
    [InlineData(63, 64)]
    [InlineData(1000, 100_000)]
    public void Blocks_are_the_values_last_pushed(int first, int second)
    {
        using TapeStack<int> stack = TapeStack<int>.Rent();
        Fill(stack.PushBlock(first), 1);
        stack.Push(-5);
        Fill(stack.PushBlock(second), 2);
        Assert.Equal(first + 1 + Math.Max(0, second), stack.Count);

        Assert.All(stack.PopBlock(second).ToArray(), value => Assert.Equal(2, value));
        Assert.Equal(-5, stack.Pop());
        Span<int> block = stack.PopBlock(first);
        Assert.Equal(first, block.Length);
        Assert.All(block.ToArray(), value => Assert.Equal(1, value));
        Assert.Throws<InvalidOperationException>(() => stack.PopBlock(1).Length);

        static void Fill(Span<int> values, int value) => values.Fill(value);
    }

    [Fact]
    public void A_rented_stack_is_empty_whatever_its_last_user_left()
    {
        TapeStack<string> first = TapeStack<string>.Rent();
        first.Push("left");
        first.Dispose();

        using TapeStack<string> second = TapeStack<string>.Rent();

        Assert.Same(first, second);
        Assert.Equal(0, second.Count);
        Assert.Throws<InvalidOperationException>(() => second.Pop());
    }

    [Fact]
    public void Disposing_twice_is_harmless_and_pushing_afterwards_is_refused()
    {
        TapeStack<int> stack = TapeStack<int>.Rent();
        stack.Dispose();
        stack.Dispose();

        Assert.Throws<ObjectDisposedException>(() => stack.Push(1));
        Assert.Throws<ObjectDisposedException>(() => stack.PushBlock(1).Length);
        using TapeStack<int> one = TapeStack<int>.Rent();
        using TapeStack<int> other = TapeStack<int>.Rent();
        Assert.NotSame(one, other);
    }

    [Fact]
    public void Threads_never_share_a_stack()
    {
        Parallel.For(0, 200, worker =>
        {
            using TapeStack<int> stack = TapeStack<int>.Rent();
            for (int i = 0; i < 500; i++)
                stack.Push(worker + i);
            for (int i = 499; i >= 0; i--)
                Assert.Equal(worker + i, stack.Pop());
        });
    }
}
