using SymbolicDiff.Calculus.Simplification;

namespace SymbolicDiff.Calculus.Tests.Precision;

/// <summary>A derivative before simplification, and where to compare it with what simplification makes of it.</summary>
internal sealed record AccuracyCase(Function Plain, int Inputs, object?[] Arguments, Func<Random, double> Sample)
{
    /// <summary>Errors of the plain derivative above this say more of the formula than of rounding.</summary>
    private const double MostAccurate = 8;

    private const double MostLost = 2;
    private const int Neighbours = 4;

    private static readonly int[] Precisions = [256, 1200];

    private Function Simplified { get; } = Simplifier.Simplify(Plain);

    /// <summary>
    /// Compares the errors at a number of places, each with some points a few units in the last place apart, so that no lucky rounding counts. Gives the
    /// number of points where the plain derivative is accurate, and what is wrong.
    /// </summary>
    public (int Points, string? Problem) Judge(Random random, int places)
    {
        int points = 0;
        for (int i = 0; i < places; i++)
        {
            int before = points;
            double[] place = [.. Values.Reals(Arguments).Select(_ => Sample(random))];
            double[][] around = [.. Enumerable.Range(0, Neighbours).Select(n => n == 0 ? place : [.. place.Select(value => Near(value, random))])];
            if (Errors(around) is not { } errors) continue;
            foreach (var (plain, simplified) in errors)
            {
                if (plain > MostAccurate) continue;
                points = before + Neighbours;
                if (simplified > plain + MostLost) return (points, Describe(around[0], plain, simplified));
            }
        }

        return (points, null);
    }

    /// <summary>The worst errors of each output, in units of the last place; null where the mathematics has no value.</summary>
    private (double Plain, double Simplified)[]? Errors(double[][] points)
    {
        (double Plain, double Simplified)[]? worst = null;
        foreach (double[] point in points)
        {
            if (Exact(point) is not { } exact) return null;
            (double[] plain, double[] simplified) = (Run(Plain, point), Run(Simplified, point));
            worst ??= new (double, double)[exact.Length];
            for (int i = 0; i < exact.Length; i++)
                worst[i] = (Math.Max(worst[i].Plain, exact[i].UlpsTo(plain[i])), Math.Max(worst[i].Simplified, exact[i].UlpsTo(simplified[i])));
        }

        return worst;
    }

    private static double Near(double value, Random random)
    {
        for (int i = random.Next(6); i > 0; i--) value = double.BitIncrement(value);
        return value;
    }

    private object?[] At(double[] point)
    {
        var reals = new Queue<double>(point);
        return [.. Arguments.Select(argument => Values.With(argument, reals))];
    }

    private object?[] WithBuffers(double[] point)
    {
        object?[] arguments = At(point);
        return [.. arguments, .. Plain.Parameters.Skip(Inputs).Select(Buffer)];

        object? Buffer(Parameter parameter)
        {
            if (parameter.Passing == Passing.Out) return null;
            string of = parameter.Variable.Name[..^"Gradient".Length];
            int index = Plain.Parameters.ToList().FindIndex(input => input.Variable.Name == of);
            return Values.With(arguments[index], Values.Reals(arguments[index]).Select(_ => double.NaN));
        }
    }

    private double[] Run(Function function, double[] point)
    {
        object?[] arguments = WithBuffers(point);
        object?[] results = Evaluator.Run(function, arguments);
        return Values.Reals([.. results, .. arguments.Skip(Inputs)]);
    }

    /// <summary>What the plain derivative is without rounding; null where that is not known.</summary>
    private Real[]? Exact(double[] point)
    {
        try
        {
            foreach (int bits in Precisions)
            {
                (Real[] few, bool hasVanished) = Exact(point, bits);
                (Real[] many, _) = Exact(point, 2 * bits);
                bool isKnown = few.Zip(many).All(pair => IsSame(pair.First, pair.Second)) && (!hasVanished || bits == Precisions[^1]);
                if (isKnown) return few;
            }
        }
        catch (UndefinedException)
        {
        }

        return null;
    }

    private (Real[] Values, bool HasVanished) Exact(double[] point, int bits)
    {
        var arithmetic = new RealArithmetic(bits);
        var evaluator = new RealEvaluator(arithmetic);
        Real[] values = evaluator.Run(Plain, WithBuffers(point), Inputs);
        return evaluator.IsWellInRange ? (values, arithmetic.HasVanished) : throw new UndefinedException("Near the ends of the range");
    }

    private static bool IsSame(Real few, Real many)
    {
        Real difference = Real.ExactSum(few, -many);
        return difference.IsZero || difference.Magnitude < many.Magnitude - 90;
    }

    private string Describe(double[] point, double plain, double simplified) =>
        FormattableString.Invariant($"at {string.Join(", ", point.Select(x => x.ToString("R")))}: {plain:g3} ulp plain, {simplified:g3} ulp simplified\n")
        + Printer.Print(Simplified) + "plain: " + Printer.Print(Plain);
}
