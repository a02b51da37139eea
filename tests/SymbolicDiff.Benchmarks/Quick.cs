using System.Diagnostics;
using System.Globalization;
using SymbolicDiff.Benchmarks.Comparisons;
using SymbolicDiff.Benchmarks.Problems;

namespace SymbolicDiff.Benchmarks;

/// <summary>Measures what is compared by turns, so that what disturbs one disturbs all, and prints ratios of medians and of minima.</summary>
public static class Quick
{
    private const string Multiplier = "DOTNET_TC_DelaySingleProcMultiplier";

    /// <summary>Measures the problems whose names contain the given text; without it all, and the comparisons.</summary>
    public static int Run(string? name)
    {
        // Pinned to one core, the runtime would wait ten times longer before it optimises.
        if (Environment.GetEnvironmentVariable(Multiplier) is null) return RunAgain();
        bool agree = true;
        var measured = new List<Measurement>();
        Console.WriteLine("Derivatives include the value. Ratios of medians, by turns:");
        Console.WriteLine(Measurement.Header);
        foreach (var problem in Problem.All.Where(problem => name is null || problem.Name.Contains(name, StringComparison.OrdinalIgnoreCase)))
        {
            string? disagreement = Agreement.Of(problem);
            agree &= disagreement is null;
            if (disagreement is not null)
            {
                Console.WriteLine($"{problem.Name,-26} {disagreement}");
                continue;
            }

            measured.Add(new(problem));
            Console.WriteLine(measured[^1].Ratios(Times.Median));
        }

        foreach (string missing in GradBench.Missing) Console.WriteLine($"{missing,-26} skipped: no input in shared/gradbench");
        Console.WriteLine();
        Console.WriteLine("Ratios of minima:");
        Console.WriteLine(Measurement.Header);
        foreach (var one in measured) Console.WriteLine(one.Ratios(Times.Minimum));
        Console.WriteLine();
        Console.WriteLine("Medians and minima in µs:");
        Console.WriteLine(Measurement.AbsoluteHeader);
        foreach (var one in measured) Console.WriteLine(one.Absolute());
        return (name is not null || Compare()) && agree ? 0 : 1;
    }

    private static int RunAgain()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { Environment = { [Multiplier] = "1" } };
        foreach (string argument in Environment.GetCommandLineArgs().Skip(IsHost ? 0 : 1)) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode;
    }

    private static bool IsHost => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";

    private static bool Compare()
    {
        Console.WriteLine();
        Console.WriteLine($"{"written with",-26}{"primal µs",12}{"plain µs",12}{"gradient µs",12}{"plain µs",12}{"gradient/plain",16}{"limit",7}{"bytes",7}");
        return Comparison.All.Aggregate(true, (agree, comparison) => agree & Measure(comparison));
    }

    /// <summary>Whether the gradient is that of the plain code, and costs not much more.</summary>
    private static bool Measure(Comparison comparison)
    {
        Func<double>[] calls = [comparison.Primal, comparison.PlainPrimal, comparison.Emitted, comparison.Plain];
        double[] values = [.. calls.Select(call => call())];
        var gradients = comparison.Gradients();
        bool areSame = values.All(value => Math.Abs(value - values[0]) <= 1e-12 * Math.Abs(values[0]))
            && gradients.Emitted.Zip(gradients.Plain).All(pair => Math.Abs(pair.First - pair.Second) <= 1e-11 * Math.Max(1e-3, Math.Abs(pair.Second)));
        if (!areSame)
        {
            Console.WriteLine($"{comparison.Name,-26} the gradients differ");
            return false;
        }

        double[] medians = [.. Times.ByTurns(calls).Select(Times.Median)];
        double ratio = medians[2] / medians[3];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{comparison.Name,-26}{medians[0],12:F3}{medians[1],12:F3}{medians[2],12:F3}{medians[3],12:F3}{ratio,16:F2}{Comparison.Limit,7:F1}{Times.Allocated(comparison.Emitted),7}"));
        return true;
    }
}
