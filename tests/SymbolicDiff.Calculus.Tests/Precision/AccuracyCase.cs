using SymbolicDiff.Calculus.Simplification;

namespace SymbolicDiff.Calculus.Tests.Precision;

/// <summary>A derivative before simplification, and where to compare it with what simplification makes of it.</summary>
internal sealed record AccuracyCase(Function Plain, int Inputs, object?[] Arguments, Func<Random, double> Sample)
{
    /// <summary>Errors of the plain derivative above this say more of the formula than of rounding.</summary>
    private const double MostAccurate = 4;

    private const double MostLost = 2;
    private const int Few = 4;
    private const int Many = 100;

    private static readonly int[] Precisions = [256, 1200];

    private Function Simplified { get; } = Simplifier.Simplify(Plain);

    /// <summary>
    /// Compares the errors at a number of places, each with some points around it. Where the simplified derivative seems to lose, many more points
    /// tell the size of an error from the luck of a rounding. Gives the number of points where the plain derivative is accurate, and what is wrong.
    /// </summary>
    public (int Points, string? Problem) Judge(Random random, int places)
    {
        int points = 0;
        for (int i = 0; i < places; i++)
        {
            double[] place = [.. Values.Reals(Arguments).Select(_ => Sample(random))];
            if (Errors(place, Few, random) is not { } errors) continue;
            if (errors.Any(error => error.Plain <= MostAccurate)) points += Few;
            if (!errors.Any(IsLoss)) continue;
            foreach (var error in Errors(place, Many, random) ?? [])
                if (IsLoss(error)) return (points, Describe(place, error));
        }

        return (points, null);
    }

    private static bool IsLoss((double Plain, double Simplified) error) =>
        error.Plain <= MostAccurate && error.Simplified > error.Plain + MostLost;

    /// <summary>The worst errors of each output, in units of the last place; null where the mathematics has no value.</summary>
    private (double Plain, double Simplified)[]? Errors(double[] place, int points, Random random)
    {
        (double Plain, double Simplified)[]? worst = null;
        for (int n = 0; n < points; n++)
        {
            double[] point = n == 0 ? place : [.. place.Select(value => Near(value, random))];
            if (Exact(point) is not { } exact) return null;
            (double[] plain, double[] simplified) = (Run(Plain, point), Run(Simplified, point));
            worst ??= new (double, double)[exact.Length];
            for (int i = 0; i < exact.Length; i++)
                worst[i] = (Math.Max(worst[i].Plain, exact[i].UlpsTo(plain[i])), Math.Max(worst[i].Simplified, exact[i].UlpsTo(simplified[i])));
        }

        return worst;
    }

    /// <summary>A number about as far from the next half as this one.</summary>
    private static double Near(double value, Random random)
    {
        double half = Math.Abs(value) < 1e9 ? Math.Round(value * 2) / 2 : 0;
        double distance = value - half;
        double near = half + distance * (1 + random.NextDouble() * (Math.Abs(distance) < 1e-6 ? 0.05 : 1e-6));
        return random.Next(2) == 0 ? near : double.BitIncrement(near);
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

    private string Describe(double[] place, (double Plain, double Simplified) error) =>
        FormattableString.Invariant($"at {string.Join(", ", place)}: {error.Plain:g3} ulp plain, {error.Simplified:g3} ulp simplified\n")
        + Printer.Print(Simplified) + "plain: " + Printer.Print(Plain);
}
