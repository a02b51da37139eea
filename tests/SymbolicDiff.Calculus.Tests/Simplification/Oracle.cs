using SymbolicDiff.Calculus.Simplification;

namespace SymbolicDiff.Calculus.Tests.Simplification;

/// <summary>Runs a function before and after a transformation: same exception, same primal bits, same derivatives to rounding.</summary>
internal static class Oracle
{
    public static void Check(Function before, Function after, int primalParameters, object?[] arguments, double tolerance = 1e-11)
    {
        Validator.Require(after, normalForm: false);
        object?[] first = [.. arguments.Select(Values.Copy)];
        object?[] second = [.. arguments.Select(Values.Copy)];
        (object?[]? expected, Exception? failure) = Run(before, first);
        (object?[]? actual, Exception? failed) = Run(after, second);
        Same(failure?.GetType(), failed?.GetType(), before, after, failed?.ToString());
        if (expected is null || actual is null) return;
        for (int i = 0; i < primalParameters; i++) Bits(Values.Reals(first[i]), Values.Reals(second[i]), before, after);
        Bits(Values.Reals(expected[0]), Values.Reals(actual[0]), before, after);
        double[] derivatives = Values.Reals([.. expected.Skip(1), .. first.Skip(primalParameters)]);
        double[] simplified = Values.Reals([.. actual.Skip(1), .. second.Skip(primalParameters)]);
        Same(derivatives.Length, simplified.Length, before, after);
        double scale = derivatives.Where(double.IsFinite).Select(Math.Abs).Append(1).Max();
        for (int i = 0; i < derivatives.Length; i++)
            if (!(Math.Abs(derivatives[i] - simplified[i]) <= tolerance * scale) && double.IsFinite(derivatives[i]))
                Fail($"[{i}] is {simplified[i]:R}, was {derivatives[i]:R}", before, after);
    }

    public static Function Simplified(Function function)
    {
        Function simplified = Simplifier.Simplify(function);
        Assert.Equal(simplified, Simplifier.Simplify(function));
        return simplified;
    }

    public static Function Arranged(Function function)
    {
        Function arranged = Simplifier.Arrange(function);
        Validator.Require(arranged, normalForm: false);
        return arranged;
    }

    private static (object?[]? Results, Exception? Failure) Run(Function function, object?[] arguments)
    {
        try
        {
            return (Evaluator.Run(function, arguments), null);
        }
        catch (Exception failure) when (failure is IndexOutOfRangeException or ArithmeticException or ArgumentException)
        {
            return (null, failure);
        }
    }

    private static void Bits(double[] expected, double[] actual, Function before, Function after)
    {
        Same(expected.Length, actual.Length, before, after);
        for (int i = 0; i < expected.Length; i++)
            if (BitConverter.DoubleToInt64Bits(expected[i]) != BitConverter.DoubleToInt64Bits(actual[i]))
                Fail($"primal value is {actual[i]:R}, was {expected[i]:R}", before, after);
    }

    private static void Same<T>(T expected, T actual, Function before, Function after, string? detail = null)
    {
        if (!Equals(expected, actual)) Fail($"{actual}, was {expected}\n{detail}", before, after);
    }

    private static void Fail(string problem, Function before, Function after) =>
        Assert.Fail(problem + "\n\nafter:\n" + Printer.Print(after) + "\nbefore:\n" + Printer.Print(before));
}
