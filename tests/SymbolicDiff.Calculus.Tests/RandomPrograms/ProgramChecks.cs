using SymbolicDiff.Calculus.Differentiation;

namespace SymbolicDiff.Calculus.Tests;

/// <summary>What is wrong with a derivative of a program, null where it is right or cannot be judged; or that there is none.</summary>
internal readonly record struct Verdict(string? Problem, bool IsRefused = false)
{
    public static readonly Verdict Refused = new(null, IsRefused: true);
}

/// <summary>Judges derivatives of programs.</summary>
internal static class ProgramChecks
{
    public static bool IsModerate(Sample sample)
    {
        double[] results = Differences.Results(sample.Function, ForwardMode.Dependents(sample.Function, sample.WithRespectTo), sample.Arguments);
        return results.All(result => Math.Abs(result) < 1e4);
    }

    public static Verdict Forward(Sample sample) => Guarded(() =>
    {
        (Function function, EquatableArray<Variable> withRespectTo, object?[] arguments) = sample;
        EquatableArray<Variable> dependents = ForwardMode.Dependents(function, withRespectTo);
        Function forward = ForwardMode.Differentiate(function, withRespectTo, "Jvp");
        if (Invalid(forward) is { } problem) return problem;
        double[] direction = Direction(sample);
        (double[] values, double[] tangents) = Differences.Forward(function, forward, withRespectTo, dependents, arguments, direction);
        double[] results = Differences.Results(function, dependents, arguments);
        if (!results.SequenceEqual(values)) return "value: the forward derivative gives another value";
        return Compare(sample, step => Differences.Along(function, withRespectTo, dependents, arguments, direction, step), tangents);
    });

    public static Verdict Reverse(Sample sample, Func<Function, EquatableArray<Variable>, Function> differentiate) => Guarded(() =>
    {
        (Function function, EquatableArray<Variable> withRespectTo, object?[] arguments) = sample;
        Function gradient = differentiate(function, withRespectTo);
        if (Invalid(gradient) is { } problem) return problem;
        (double value, double[] components, object?[] final) = Gradients.Run(function, gradient, withRespectTo, arguments);
        object?[] copies = [.. arguments.Select(Values.Copy)];
        if (!Values.Reals(Evaluator.Run(function, copies)).Single().Equals(value)) return "value: the gradient gives another value";
        if (!Values.Reals(copies).SequenceEqual(Values.Reals(final))) return "written: the gradient leaves another content in the arguments";
        double[] direction = Direction(sample);
        double expected = Tangent(sample, direction);
        double actual = components.Zip(direction, (component, along) => component * along).Sum();
        double size = components.Zip(direction, (component, along) => Math.Abs(component * along)).Sum();
        double tolerance = UsesSingles(function) ? 2e-3 : 1e-9;
        return Math.Abs(actual - expected) <= tolerance * Math.Max(1, size) ? null : $"gradient: reverse {actual:R}, forward {expected:R}";
    });

    public static Verdict ForwardOverReverse(Sample sample, Func<Function, EquatableArray<Variable>, Function> differentiate) => Guarded(() =>
    {
        (Function function, EquatableArray<Variable> withRespectTo, object?[] arguments) = sample;
        Function gradient = differentiate(function, withRespectTo);
        Function product = ForwardMode.Differentiate(gradient, withRespectTo, "HessianVectorProduct");
        if (Invalid(product) is { } problem) return problem;
        EquatableArray<Variable> dependents = ForwardMode.Dependents(gradient, withRespectTo);
        object?[] all = [.. arguments, .. gradient.Parameters.Skip(arguments.Length).Select((parameter, i) => Buffer(sample, parameter, i))];
        double[] direction = Direction(sample);
        (_, double[] tangents) = Differences.Forward(gradient, product, withRespectTo, dependents, all, direction);
        return Compare(sample, step => Differences.Along(gradient, withRespectTo, dependents, all, direction, step), tangents);
    });

    private static object? Buffer(Sample sample, Parameter parameter, int index) => parameter.Passing == Passing.Out
        ? null
        : Values.Zero(sample.Arguments[Differences.IndexOf(sample.Function, sample.WithRespectTo[index])]);

    private static double Tangent(Sample sample, double[] direction)
    {
        (Function function, EquatableArray<Variable> withRespectTo, object?[] arguments) = sample;
        Function forward = ForwardMode.Differentiate(function, withRespectTo, "Jvp");
        EquatableArray<Variable> dependents = ForwardMode.Dependents(function, withRespectTo);
        return Differences.Forward(function, forward, withRespectTo, dependents, arguments, direction).Tangents[0];
    }

    private static Verdict Guarded(Func<string?> check)
    {
        try
        {
            return new Verdict(check());
        }
        catch (RefusedException)
        {
            return Verdict.Refused;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            IEnumerable<string> trace = exception.StackTrace?.Split('\n').Take(4) ?? [];
            return new Verdict("exception " + exception.GetType().Name + ": " + exception.Message + "\n" + string.Join("\n", trace));
        }
    }

    private static string? Invalid(Function function) =>
        Validator.Validate(function, normalForm: false) is [var first, ..] ? "invalid: " + first + "\n" + Printer.Print(function) : null;

    private static double[] Direction(Sample sample)
    {
        var random = new Random(11);
        return [.. Differences.Point(sample.Function, sample.WithRespectTo, sample.Arguments).Select(_ => random.NextDouble() * 2 - 1)];
    }

    // Two steps that disagree stand on both sides of a branch, or in too steep a place.
    private static string? Compare(Sample sample, Func<double, double[]> differences, double[] actual)
    {
        bool isRough = UsesSingles(sample.Function);
        (double[] coarse, double[] fine) = (differences(isRough ? 4e-2 : 1e-3), differences(isRough ? 2e-2 : 3e-4));
        double tolerance = isRough ? 2e-2 : 1e-6;
        if (coarse.Length != actual.Length) return "tangent: number of components";
        for (int i = 0; i < actual.Length; i++)
        {
            bool isSettled = Differences.IsNear(coarse[i], fine[i], tolerance / 5) && Math.Abs(fine[i]) < 1e5;
            if (isSettled && !Differences.IsNear(fine[i], actual[i], tolerance))
                return $"tangent: [{i}] differences {fine[i]:R}, derivative {actual[i]:R}";
        }

        return null;
    }

    private static bool UsesSingles(Function function) =>
        function.Parameters.Any(parameter => IsSingle(parameter.Variable.Type))
        || function.Body.AllStatements().Any(statement => statement is Declare declare && IsSingle(declare.Variable.Type))
        || function.Body.AllStatements().SelectMany(statement => statement.Reads()).SelectMany(read => read.DescendantsAndSelf())
            .Any(part => IsSingle(part.Type));

    private static bool IsSingle(ValueType type) => type == ValueType.Single;
}
