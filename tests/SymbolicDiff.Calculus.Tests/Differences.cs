using SymbolicDiff.Calculus.Differentiation;

namespace SymbolicDiff.Calculus.Tests;

/// <summary>Compares derivative functions with differences of the evaluated primal.</summary>
internal static class Differences
{
    /// <summary>What the primal gives: what it returns, then the final contents of the dependent parameters.</summary>
    public static double[] Results(Function function, EquatableArray<Variable> dependents, object?[] arguments)
    {
        object?[] copies = [.. arguments.Select(Values.Copy)];
        object?[] results = Evaluator.Run(function, copies);
        return Values.Reals([.. results, .. dependents.Select(variable => copies[IndexOf(function, variable)])]);
    }

    /// <summary>The derivative of <see cref="Results"/> along a direction, by five points.</summary>
    public static double[] Along(
        Function function,
        EquatableArray<Variable> withRespectTo,
        EquatableArray<Variable> dependents,
        object?[] arguments,
        double[] direction,
        double step)
    {
        double[] At(double t) => Results(function, dependents, Moved(function, withRespectTo, arguments, direction, t));
        (double[] a, double[] b, double[] c, double[] d) = (At(-2 * step), At(-step), At(step), At(2 * step));
        return [.. a.Select((_, i) => (a[i] - 8 * b[i] + 8 * c[i] - d[i]) / (12 * step))];
    }

    /// <summary>The reals of the independent parameters.</summary>
    public static double[] Point(Function function, EquatableArray<Variable> withRespectTo, object?[] arguments) =>
        Values.Reals(withRespectTo.Select(variable => arguments[IndexOf(function, variable)]));

    public static object?[] Moved(Function function, EquatableArray<Variable> withRespectTo, object?[] arguments, double[] direction, double t)
    {
        object?[] moved = [.. arguments];
        int from = 0;
        foreach (Variable variable in withRespectTo)
        {
            int index = IndexOf(function, variable);
            double[] reals = Values.Reals(arguments[index]);
            moved[index] = Values.With(arguments[index], reals.Select((real, i) => real + t * direction[from + i]));
            from += reals.Length;
        }

        return moved;
    }

    /// <summary>Runs a forward-mode function: the primal results and the tangents of <see cref="Results"/>.</summary>
    public static (double[] Values, double[] Tangents) Forward(
        Function primal,
        Function forward,
        EquatableArray<Variable> withRespectTo,
        EquatableArray<Variable> dependents,
        object?[] arguments,
        double[] direction)
    {
        object?[] moved = Moved(primal, withRespectTo, [.. arguments.Select((argument, i) => Values.Zero(argument))], direction, 1);
        List<object?> all = [.. arguments.Select(Values.Copy)];
        foreach (Variable variable in withRespectTo) all.Add(moved[IndexOf(primal, variable)]);
        foreach (Variable variable in dependents.Where(variable => !withRespectTo.Contains(variable)))
            all.Add(Poisoned(arguments[IndexOf(primal, variable)]));
        object?[] filled = [.. all];
        object?[] results = Evaluator.Run(forward, filled);
        int count = primal.Results.Count;
        IEnumerable<object?> values = [.. results.Take(count), .. dependents.Select(variable => filled[IndexOf(primal, variable)])];
        List<Variable> order = [.. withRespectTo, .. dependents.Where(variable => !withRespectTo.Contains(variable))];
        IEnumerable<object?> tangents =
            [.. results.Skip(count), .. dependents.Select(variable => filled[primal.Parameters.Count + order.IndexOf(variable)])];
        return (Values.Reals(values), Values.Reals(tangents));
    }

    /// <summary>Asserts that forward mode gives the differences along some directions.</summary>
    public static void CheckForward(
        Function primal, EquatableArray<Variable> withRespectTo, object?[] arguments, double tolerance = 1e-7, double step = 1e-3)
    {
        Validator.Require(primal, normalForm: false);
        Function forward = ForwardMode.Differentiate(primal, withRespectTo, primal.Name + "Jvp");
        Validator.Require(forward, normalForm: false);
        EquatableArray<Variable> dependents = ForwardMode.Dependents(primal, withRespectTo);
        var random = new Random(7);
        for (int trial = 0; trial < 3; trial++)
        {
            double[] direction = [.. Point(primal, withRespectTo, arguments).Select(_ => random.NextDouble() * 2 - 1)];
            (double[] values, double[] tangents) = Forward(primal, forward, withRespectTo, dependents, arguments, direction);
            Assert.Equal(Results(primal, dependents, arguments), values);
            double[] expected = Along(primal, withRespectTo, dependents, arguments, direction, step);
            AssertNear(expected, tangents, tolerance, forward);
        }
    }

    public static void AssertNear(double[] expected, double[] actual, double tolerance, Function function)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            if (!IsNear(expected[i], actual[i], tolerance))
                Assert.Fail($"[{i}]: differences {expected[i]:R}, derivative {actual[i]:R}\n\n{Printer.Print(function)}");
    }

    public static bool IsNear(double expected, double actual, double tolerance) =>
        Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected));

    public static int IndexOf(Function function, Variable variable)
    {
        for (int i = 0; i < function.Parameters.Count; i++)
            if (function.Parameters[i].Variable.Equals(variable)) return i;
        throw new ArgumentException("No parameter " + variable);
    }

    // What a derivative overwrites holds something else before.
    private static object? Poisoned(object? value) =>
        value is double or float ? null : Values.With(value, Values.Reals(value).Select(_ => double.NaN));
}
