using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace SymbolicDiff.Mutation;

/// <summary>Mutants one after the other, each in a process that may crash or hang without harm.</summary>
internal static class Campaign
{
    private static readonly TimeSpan limit = TimeSpan.FromMinutes(8);

    public const string Survived = "survived";

    public const string DoesNotCompile = "does not compile";

    /// <summary>The mutants that a seed chooses.</summary>
    public static IReadOnlyList<int> Chosen(int all, int seed, int count)
    {
        int[] order = [.. Enumerable.Range(0, all)];
        new Random(seed).Shuffle(order);
        return [.. order.Take(count)];
    }

    /// <summary>What became of each mutant, by its number; as many processes share the work as there are processors.</summary>
    public static IEnumerable<(int Mutant, string Outcome)> Run(IReadOnlyList<int> mutants)
    {
        var waiting = new ConcurrentQueue<int>(mutants);
        using var outcomes = new BlockingCollection<(int, string)>();
        Task[] workers = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(() => Follow(waiting, outcomes)))];
        Task end = Task.WhenAll(workers).ContinueWith(_ => outcomes.CompleteAdding(), TaskScheduler.Default);
        foreach (var outcome in outcomes.GetConsumingEnumerable()) yield return outcome;
        end.GetAwaiter().GetResult();
        Task.WhenAll(workers).GetAwaiter().GetResult();
    }

    /// <summary>Hands mutants to a process, one at a time, and starts another one when it has ended.</summary>
    private static void Follow(ConcurrentQueue<int> waiting, BlockingCollection<(int, string)> outcomes)
    {
        Process? worker = null;
        while (waiting.TryDequeue(out int mutant))
        {
            if (worker is null)
            {
                worker = Start();
                if (Outcome(worker, out _) is null) throw new InvalidOperationException("The tests do not get ready.");
            }

            worker.StandardInput.WriteLine(mutant.ToString(CultureInfo.InvariantCulture));
            string? outcome = Outcome(worker, out bool isInTime);
            outcomes.Add((mutant, !isInTime ? "killed: it does not end" : outcome ?? "killed: the process ended"));
            if (outcome is not null) continue;
            Stop(worker);
            worker = null;
        }

        if (worker is not null) Stop(worker);
    }

    private static string? Outcome(Process worker, out bool isInTime)
    {
        while (true)
        {
            Task<string?> line = worker.StandardOutput.ReadLineAsync();
            isInTime = line.Wait(limit);
            if (!isInTime || line.Result is null) return null;
            if (line.Result.StartsWith('\t')) return line.Result.Trim();
        }
    }

    private static void Stop(Process worker)
    {
        if (!worker.HasExited) worker.Kill(entireProcessTree: true);
        worker.Dispose();
    }

    /// <summary>The other end: reads the number of a mutant and says in a line what became of it.</summary>
    public static void Work()
    {
        var calculus = new MutatedCalculus();
        IReadOnlyList<Mutant> all = calculus.All;
        var behaviour = new BehaviourTests(new TestRun(calculus.Compile(null)!));
        Console.Out.WriteLine("\tready");
        while (Console.In.ReadLine() is { } number)
        {
            byte[]? image = calculus.Compile(all[int.Parse(number, CultureInfo.InvariantCulture)]);
            Console.Out.WriteLine("\t" + (image is null ? DoesNotCompile : Outcome(new TestRun(image), behaviour)));
            Console.Out.Flush();
        }
    }

    private static string Outcome(TestRun mutant, BehaviourTests behaviour)
    {
        int changed = 0;
        if ((mutant.FirstFailure() ?? behaviour.FirstFailure(mutant, out changed)) is { } test) return "killed by " + test;
        return Survived + (changed == 0 ? ": the same code is emitted" : string.Create(CultureInfo.InvariantCulture, $": other code is emitted for {changed} methods, as right as it was"));
    }

    private static Process Start()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [.. Prefix(), "--work"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
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
