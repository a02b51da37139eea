using System.Diagnostics;
using System.Globalization;

namespace SymbolicDiff.Mutation;

/// <summary>Mutants one after the other, each in a process that may crash or hang without harm.</summary>
internal static class Campaign
{
    private static readonly TimeSpan limit = TimeSpan.FromMinutes(4);

    /// <summary>The mutants that a seed chooses.</summary>
    public static IReadOnlyList<int> Chosen(int all, int seed, int count)
    {
        int[] order = [.. Enumerable.Range(0, all)];
        new Random(seed).Shuffle(order);
        return [.. order.Take(count)];
    }

    /// <summary>What became of each mutant, by its number.</summary>
    public static IEnumerable<(int Mutant, string Outcome)> Run(IReadOnlyList<int> mutants)
    {
        int next = 0;
        while (next < mutants.Count)
        {
            using Process worker = Start(mutants.Skip(next));
            while (next < mutants.Count)
            {
                Task<string?> line = worker.StandardOutput.ReadLineAsync();
                bool isInTime = line.Wait(limit);
                if (!isInTime) worker.Kill(entireProcessTree: true);
                if (!isInTime || line.Result is null)
                {
                    yield return (mutants[next++], isInTime ? "killed: the process ended" : "killed: it does not end");
                    break;
                }

                if (line.Result.StartsWith('\t')) yield return (mutants[next++], line.Result.Trim());
            }

            if (!worker.HasExited) worker.Kill(entireProcessTree: true);
        }
    }

    /// <summary>The other end: says a line for each mutant.</summary>
    public static void Work(IEnumerable<int> numbers)
    {
        var calculus = new MutatedCalculus();
        IReadOnlyList<Mutant> all = calculus.All;
        foreach (int number in numbers)
        {
            string outcome = calculus.Compile(all[number]) is { } image
                ? new TestRun(image).FirstFailure() is { } test ? "killed by " + test : "survived"
                : "does not compile";
            Console.Out.WriteLine("\t" + outcome);
            Console.Out.Flush();
        }
    }

    private static Process Start(IEnumerable<int> mutants)
    {
        string numbers = string.Join(',', mutants.Select(mutant => mutant.ToString(CultureInfo.InvariantCulture)));
        var start = new ProcessStartInfo(Environment.ProcessPath!, [.. Prefix(), "--work", numbers]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_GCHeapHardLimit"] = "C0000000"; // 3 GB
        Process worker = Process.Start(start)!;
        worker.ErrorDataReceived += (_, _) => { }; // what a crash says
        worker.BeginErrorReadLine();
        return worker;
    }

    /// <summary>Started by dotnet, the assembly is an argument.</summary>
    private static string[] Prefix() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Path.Combine(AppContext.BaseDirectory, "SymbolicDiff.Mutation.dll")] : [];
}
