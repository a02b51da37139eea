using System.Globalization;
using SymbolicDiff.Calculus.Differentiation;

namespace SymbolicDiff.Calculus.Tests;

/// <summary>
/// Random programs: forward mode against differences, reverse mode against forward mode, before and after simplification, and forward over reverse
/// against differences of the gradient. The environment variables SYMBOLICDIFF_PROGRAMS and SYMBOLICDIFF_SEED ask for more of them.
/// </summary>
public class RandomProgramTests
{
    private static readonly int Count = Number("SYMBOLICDIFF_PROGRAMS", 60);
    private static readonly int FirstSeed = Number("SYMBOLICDIFF_SEED", 1);

    public static TheoryData<Features> Kinds =>
    [
        Features.Scalars, Features.Loops, Features.Storage, Features.Storage | Features.Loops, Features.Storage | Features.Aliases,
        Features.Storage | Features.Loops | Features.Aliases, Features.All, Features.All | Features.Singles,
    ];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ForwardModeGivesTheDifferences(Features features) => Check(features | Features.AnyResult, ProgramChecks.Forward);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ReverseModeGivesWhatForwardModeGives(Features features) =>
        Check(features, sample => ProgramChecks.Reverse(sample, Gradients.Unsimplified));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void SimplifiedReverseModeGivesWhatForwardModeGives(Features features) =>
        Check(features, sample => ProgramChecks.Reverse(sample, Gradients.Simplified));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ForwardOverReverseGivesTheDifferencesOfTheGradient(Features features) => Check(features, ProgramChecks.ForwardOverReverse);

    private static void Check(Features features, Func<Sample, string?> problem)
    {
        int conclusive = 0;
        var failures = new List<string>();
        for (int seed = FirstSeed; seed < FirstSeed + Count && failures.Count < 3; seed++)
        {
            Sample sample = RandomProgram.Generate(seed, features);
            if (!ProgramChecks.IsModerate(sample)) continue;
            conclusive++;
            if (problem(sample) is not { } found) continue;
            string kind = Kind(found);
            Sample small = Shrinker.Shrink(sample, candidate => problem(candidate) is { } other && Kind(other) == kind);
            failures.Add(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {problem(small)}\n{Describe(small)}"));
        }

        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
        Assert.True(conclusive > Count / 2, $"Only {conclusive} of {Count} programs have moderate values.");
    }

    private static string Kind(string problem) => problem.Split(':', '\n')[0];

    private static string Describe(Sample sample) => Printer.Print(sample.Function)
        + "wrt " + string.Join(", ", sample.WithRespectTo) + " at "
        + string.Join("; ", sample.Arguments.Select(argument => argument is Array ? $"[{string.Join(", ", Values.Reals(argument))}]" : argument));

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}

/// <summary>What may be wrong with a derivative of a program; null where it is right or cannot be judged.</summary>
internal static class ProgramChecks
{
    public static bool IsModerate(Sample sample)
    {
        double[] results = Differences.Results(sample.Function, ForwardMode.Dependents(sample.Function, sample.WithRespectTo), sample.Arguments);
        return results.All(result => Math.Abs(result) < 1e4);
    }

    public static string? Forward(Sample sample) => Guarded(() =>
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

    public static string? Reverse(Sample sample, Func<Function, EquatableArray<Variable>, Function> differentiate) => Guarded(() =>
    {
        (Function function, EquatableArray<Variable> withRespectTo, object?[] arguments) = sample;
        Function gradient = differentiate(function, withRespectTo);
        if (Invalid(gradient) is { } problem) return problem;
        (double value, double[] components) = Gradients.Run(function, gradient, withRespectTo, arguments);
        if (!Differences.Results(function, EquatableArray<Variable>.Empty, arguments)[0].Equals(value))
            return "value: the gradient gives another value";
        double[] direction = Direction(sample);
        double expected = Tangent(sample, direction);
        double actual = components.Zip(direction, (component, along) => component * along).Sum();
        double size = components.Zip(direction, (component, along) => Math.Abs(component * along)).Sum();
        double tolerance = UsesSingles(function) ? 2e-3 : 1e-9;
        return Math.Abs(actual - expected) <= tolerance * Math.Max(1, size) ? null : $"gradient: reverse {actual:R}, forward {expected:R}";
    });

    public static string? ForwardOverReverse(Sample sample) => Guarded(() =>
    {
        (Function function, EquatableArray<Variable> withRespectTo, object?[] arguments) = sample;
        Function gradient = Gradients.Unsimplified(function, withRespectTo);
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

    private static string? Guarded(Func<string?> check)
    {
        try
        {
            return check();
        }
        catch (RefusedException)
        {
            return null;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            IEnumerable<string> trace = exception.StackTrace?.Split('\n').Take(4) ?? [];
            return "exception " + exception.GetType().Name + ": " + exception.Message + "\n" + string.Join("\n", trace);
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
