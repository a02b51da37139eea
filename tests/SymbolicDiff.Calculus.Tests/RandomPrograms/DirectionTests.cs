using System.Globalization;
using SymbolicDiff.Calculus.Differentiation;
using Xunit.Abstractions;

namespace SymbolicDiff.Calculus.Tests;

/// <summary>
/// Forward mode in vector form gives, bit for bit, what each direction gives by itself. The environment variables SYMBOLICDIFF_PROGRAMS and SYMBOLICDIFF_SEED ask for more programs.
/// </summary>
public class DirectionTests(ITestOutputHelper output)
{
    private static readonly int Count = Number("SYMBOLICDIFF_PROGRAMS", 40);
    private static readonly int FirstSeed = Number("SYMBOLICDIFF_SEED", 1);

    private static readonly Dictionary<string, Func<object?[], object?>> Library = new()
    {
        ["global::SymbolicDiff.RowMajor.Of({0})"] = operands => Span.Of((Array)operands[0]!),
        ["global::System.ArgumentNullException.ThrowIfNull({0})"] = operands => operands[0] is null ? throw new ArgumentNullException() : true,
    };

    public static TheoryData<string> Samples => [.. Corpus.All.Keys];

    public static TheoryData<Features> Kinds =>
        [Features.Storage, Features.Storage | Features.Loops, Features.Storage | Features.Loops | Features.Aliases, Features.All];

    [Theory]
    [MemberData(nameof(Samples))]
    public void OfTheCorpus(string name)
    {
        int inLanes = 0;
        Assert.Null(Problem(Corpus.All[name](), ref inLanes));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void OfRandomPrograms(Features features)
    {
        (int inLanes, int judged) = (0, 0);
        var failures = new List<string>();
        for (int seed = FirstSeed; seed < FirstSeed + Count && failures.Count < 3; seed++)
        {
            Sample sample = RandomProgram.Generate(seed, seed % 2 == 0 ? features | Features.AnyResult : features);
            if (!ProgramChecks.IsModerate(sample)) continue;
            judged++;
            if (Problem(sample, ref inLanes) is { } problem) failures.Add($"seed {seed}: {problem}\n{Printer.Print(sample.Function)}");
        }

        output.WriteLine($"{inLanes} derivatives of {judged} programs are in lanes");
        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
        Assert.True(inLanes > judged / 20, $"Only {inLanes} derivatives of {judged} programs are in lanes.");
    }

    private static string? Problem(Sample sample, ref int inLanes)
    {
        foreach (Emitted form in new[] { Emitted.Jacobian, Emitted.Hessian, Emitted.HessianDiagonal })
        {
            if (form != Emitted.Jacobian && sample.Function.Results is not [{ Type.IsReal: true }]) continue;
            foreach (Function derivative in Of(sample, form))
            {
                if (derivative.OneByOne is not { } before || derivative.Parameters.Count != sample.Arguments.Length || !derivative.Body.AllStatements().Any(IsOverDirections)) continue;
                inLanes += derivative.Body.AllStatements().Count(IsOverDirections);
                Validator.Require(derivative, normalForm: false);
                if (Difference(before, derivative, sample.Arguments) is { } difference) return $"{difference}\n{Printer.Print(before)}\n{Printer.Print(derivative)}";
            }
        }

        return null;
    }

    private static bool IsOverDirections(Statement statement) => statement is For { IsOverDirections: true, Step: 8 };

    private static IEnumerable<Function> Of(Sample sample, Emitted form)
    {
        try
        {
            return Derivatives.Of(Flattening.ToNormalForm(sample.Function), sample.WithRespectTo.Select(variable => variable.Name).ToEquatableArray(), form);
        }
        catch (RefusedException)
        {
            return [];
        }
    }

    private static string? Difference(Function before, Function lanes, object?[] arguments)
    {
        (object?[] first, object?[] second) = ([.. arguments.Select(Values.Copy)], [.. arguments.Select(Values.Copy)]);
        double[] expected = Values.Reals([.. new Evaluator(Library).Call(before, first), .. first]);
        double[] actual = Values.Reals([.. new Evaluator(Library).Call(lanes, second), .. second]);
        if (expected.Length != actual.Length) return "other shapes";
        for (int i = 0; i < expected.Length; i++)
            if (!expected[i].Equals(actual[i]) || BitConverter.DoubleToInt64Bits(expected[i]) != BitConverter.DoubleToInt64Bits(actual[i]) && !double.IsNaN(expected[i])) return string.Create(CultureInfo.InvariantCulture, $"[{i}] is {actual[i]:R}, not {expected[i]:R}");
        return null;
    }

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
