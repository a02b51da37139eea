using BenchmarkDotNet.Attributes;
using SymbolicDiff.Benchmarks.Problems;

namespace SymbolicDiff.Benchmarks;

/// <summary>Primal, emitted gradient and gradient by hand of each problem.</summary>
[MemoryDiagnoser]
public class GradientBenchmarks
{
    public static IEnumerable<string> Names => Problem.All.Select(problem => problem.Name);

    private Problem problem = Problem.All[0];

    [ParamsSource(nameof(Names))]
    public string Name { get; set; } = "";

    [GlobalSetup]
    public void Setup() => problem = Problem.All.First(candidate => candidate.Name == Name);

    [Benchmark(Baseline = true)]
    public double Primal() => problem.Primal();

    [Benchmark]
    public double Emitted() => problem.Emitted();

    [Benchmark]
    public double ByHand() => problem.ByHand();
}
