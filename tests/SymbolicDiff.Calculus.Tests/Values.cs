namespace SymbolicDiff.Calculus.Tests;

/// <summary>The real numbers inside arguments and results, in one order: those of arrays row by row.</summary>
internal static class Values
{
    public static double[] Reals(object? value) => value switch
    {
        double real => [real],
        float real => [real],
        Span span => [.. Enumerable.Range(span.Offset, span.Length).SelectMany(i => Reals(span.Array!.GetValue(i)))],
        Array array => [.. array.Cast<object?>().SelectMany(Reals)],
        _ => [],
    };

    public static double[] Reals(IEnumerable<object?> values) => [.. values.SelectMany(Reals)];

    /// <summary>A copy of the value, which shares nothing with it, with other reals. Takes them from the queue.</summary>
    public static object? With(object? value, Queue<double> reals)
    {
        switch (value)
        {
            case double:
                return reals.Dequeue();
            case float:
                return (float)reals.Dequeue();
            case Span span:
                return Span.Of((Array?)With(Memory.CopyOf(span), reals));
            case Array array:
                var copy = (Array)array.Clone();
                foreach (int[] at in Positions(copy)) copy.SetValue(With(array.GetValue(at), reals), at);
                return copy;
            default:
                return value;
        }
    }

    public static object? With(object? value, IEnumerable<double> reals) => With(value, new Queue<double>(reals));

    public static object? Copy(object? value) => With(value, Reals(value));

    public static object? Zero(object? value) => With(value, Reals(value).Select(_ => 0.0));

    private static IEnumerable<int[]> Positions(Array array) => array.Rank == 1
        ? Enumerable.Range(0, array.Length).Select(i => new[] { i })
        : from i in Enumerable.Range(0, array.GetLength(0)) from j in Enumerable.Range(0, array.GetLength(1)) select new[] { i, j };
}
