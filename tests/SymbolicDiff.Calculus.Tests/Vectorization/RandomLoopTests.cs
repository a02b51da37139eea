using SymbolicDiff.Calculus.Vectorization;
using Xunit.Abstractions;

namespace SymbolicDiff.Calculus.Tests.Vectorization;

/// <summary>
/// Loops in lanes give what they give one iteration after the other: the same bits where that is promised. The environment variable SYMBOLICDIFF_PROGRAMS asks for more of them.
/// </summary>
public class RandomLoopTests(ITestOutputHelper output)
{
    private static readonly int Count = int.TryParse(Environment.GetEnvironmentVariable("SYMBOLICDIFF_PROGRAMS"), out int count) ? count : 1500;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void LanesGiveWhatTheLoopGives(bool isFast)
    {
        (int vectorized, int ended, int withMemory, int withRows) = (0, 0, 0, 0);
        var failures = new List<string>();
        for (int seed = 1; seed <= Count && failures.Count < 3; seed++)
        {
            var (function, arguments) = RandomLoops.Of(seed);
            Function lanes = Vectorizer.Run(function, isFast, (_, _) => true);
            if (ReferenceEquals(lanes, function)) continue;
            vectorized++;
            withMemory += lanes.Body.Statements.Any(statement => statement is Declare { Variable: { Role: Role.Source, Type: StorageType { Element: LanesType } } }) ? 1 : 0;
            withRows += lanes.Body.Statements.Any(statement => statement is Declare { Variable.Type: StorageType { Kind: StorageKind.Tape, Element: LanesType } }) ? 1 : 0;
            if (Difference(function, lanes, arguments, isFast, ref ended) is { } difference)
                failures.Add($"seed {seed}: {difference}\nn = {arguments[0]}, m = {arguments[1]}\n{Printer.Print(function)}\n{Printer.Print(lanes)}");
        }

        output.WriteLine($"{vectorized} of {Count} functions have loops in lanes, {ended} of them end without an exception, {withMemory} have memory of lanes, {withRows} rows side by side");
        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
        Assert.True(withMemory > Count / (isFast ? 100 : 1000) && withRows > Count / (isFast ? 20 : 100), $"Only {withMemory} functions have memory of lanes, {withRows} rows side by side.");
        Assert.True(ended > Count / (isFast ? 8 : 20), $"Only {ended} functions have loops in lanes and end.");
    }

    private static string? Difference(Function function, Function lanes, object?[] arguments, bool isFast, ref int ended)
    {
        Validator.Require(lanes, normalForm: false);
        var (first, second) = (arguments.Select(Values.Copy).ToArray(), arguments.Select(Values.Copy).ToArray());
        var (expected, failure) = Run(function, first);
        var (actual, failed) = Run(lanes, second);
        if (failure is not null || failed is not null) return failure?.GetType() == failed?.GetType() ? null : $"throws {failed}, not {failure}";
        ended++;
        double[] all = Values.Reals([.. expected!, .. first]), others = Values.Reals([.. actual!, .. second]);
        for (int i = 0; i < all.Length; i++)
        {
            bool isSame = BitConverter.DoubleToInt64Bits(all[i]) == BitConverter.DoubleToInt64Bits(others[i]);
            bool isNear = isFast && Math.Abs(all[i] - others[i]) <= 1e-9 * (1 + Math.Abs(all[i]));
            if (!isSame && !isNear && !(double.IsNaN(all[i]) && double.IsNaN(others[i])) && !(isFast && Math.Abs(all[i]) > 1e12)) return $"[{i}] is {others[i]:R}, not {all[i]:R}";
        }

        return null;
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
}
