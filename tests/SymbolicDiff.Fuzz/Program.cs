using System.Diagnostics;
using System.Globalization;
using System.Runtime.Loader;
using SymbolicDiff.Fuzz.Checks;
using SymbolicDiff.Fuzz.Programs;
using SymbolicDiff.Fuzz.Torture;

namespace SymbolicDiff.Fuzz;

/// <summary>
/// <c>--programs 10000 --seed 1</c>; with <c>--print</c> the program of a seed, with what is emitted for it. <c>--torture 10000</c>: broken code in place of programs.
/// </summary>
public static class Program
{
    public static int Main(string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        // A generator's dependencies are private to it, so the host is not told of them; they lie beside it.
        AssemblyLoadContext.Default.Resolving += (context, name) => context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, name.Name + ".dll"));
        return Run(arguments);
    }

    private static int Run(string[] arguments)
    {
        int seed = Option(arguments, "--seed", 1);
        int programs = Option(arguments, "--programs", 1000);
        if (Option(arguments, "--torture", 0) is > 0 and int inputs) return Torture(seed, inputs);
        if (arguments.Contains("--print")) return Print(seed);
        var clock = Stopwatch.StartNew();
        int failed = 0;
        foreach (Failure failure in Campaign.Run(seed, programs))
        {
            failed++;
            Console.WriteLine(Campaign.Text(arguments.Contains("--whole") ? failure : Campaign.Shrink(failure)));
        }

        double minutes = clock.Elapsed.TotalMinutes;
        foreach (string line in Counts.Lines) Console.WriteLine(line);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{programs} programs, {failed} unexplained, {programs / minutes:F0} programs per minute, {Environment.CpuUsage.TotalTime.TotalMilliseconds / programs:F0} ms of processor time each"));
        return failed == 0 ? 0 : 1;
    }

    private static int Torture(int seed, int least)
    {
        var run = new TortureRun();
        int count = 0, failed = 0;
        foreach (var (name, text) in TortureInputs.All(seed, least))
        {
            count++;
            if (run.Check(name, text) is not { } problem) continue;
            failed++;
            Console.WriteLine(problem);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} inputs, {failed} failed, the slowest took {run.Slowest.TotalMilliseconds:F0} ms"));
        return failed == 0 ? 0 : 1;
    }

    private static int Print(int seed)
    {
        Sample sample = SampleWriter.Write(seed);
        Compiled compiled = Compiled.Of([sample]);
        Console.WriteLine(Campaign.Text(new Failure(sample, [.. compiled.Problems])));
        foreach (string text in compiled.Emitted.Values) Console.WriteLine(text);
        return 0;
    }

    private static int Option(string[] arguments, string name, int otherwise)
    {
        int at = Array.IndexOf(arguments, name);
        return at < 0 ? otherwise : int.Parse(arguments[at + 1], CultureInfo.InvariantCulture);
    }
}
