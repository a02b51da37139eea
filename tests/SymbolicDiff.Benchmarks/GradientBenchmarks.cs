using BenchmarkDotNet.Attributes;
using SymbolicDiff.Benchmarks.Problems;

namespace SymbolicDiff.Benchmarks;

/// <summary>Primal, emitted gradient and gradient by hand of each problem.</summary>
[MemoryDiagnoser]
public class GradientBenchmarks
{
    public static IEnumerable<string> Names => Problem.All.Select(problem => problem.Name);

    private Func<double> primal = () => 0, exact = () => 0, byHand = () => 0;

    [ParamsSource(nameof(Names))]
    public string Name { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        var problem = Problem.All.First(candidate => candidate.Name == Name);
        (primal, exact, byHand) = (problem.Primal, problem.Exact.Call, problem.ByHand.Call);
    }

    [Benchmark(Baseline = true)]
    public double Primal() => primal();

    [Benchmark]
    public double Exact() => exact();

    [Benchmark]
    public double ByHand() => byHand();
}
