using System.Globalization;
using Microsoft.CodeAnalysis;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Simplification;
using SymbolicDiff.Calculus.Vectorization;
using SymbolicDiff.Generators;
using SymbolicDiff.Generators.Pipeline;
using Differentiation = SymbolicDiff.Calculus.Derivatives;
using Emitted = SymbolicDiff.Calculus.Emitted;

namespace SymbolicDiff.Benchmarks.Generator;

/// <summary>How long the last pass takes for a method of 200 lines, most of them in loops, and what part of all passes that is.</summary>
public static class VectorizationTimes
{
    private const int Lines = 200;
    private const int Times = 51;
    private const double Limit = 20;

    public static void Run()
    {
        (Function primal, EquatableArray<string> withRespectTo, Emitted emit) = Lowered();
        double clock = ThreadClock.Now();
        EquatableArray<Function> emitted = Differentiation.Of(primal, withRespectTo, emit);
        double all = (ThreadClock.Now() - clock) / 1000;
        Function[] ready = [.. Differentiation.Followed(primal, withRespectTo, emit, CancellationToken.None).Select(function => Simplifier.WithRecordBlocks(Simplifier.Arrange(function)))];
        double[] taken = new double[Times];
        for (int i = 0; i < Times; i++)
        {
            clock = ThreadClock.Now();
            foreach (Function function in ready) Vectorizer.Run(function, isFast: true);
            taken[i] = (ThreadClock.Now() - clock) / 1000;
        }

        int loops = emitted.Sum(function => function.Body.AllStatements().OfType<For>().Count(loop => loop.Step == LaneCode.Count));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"a method of {Lines} lines, its loops put in lanes: median {taken.Order().ElementAt(Times / 2):F1} ms of processor (limit {Limit:F0}), first {taken[0]:F1} ms"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {loops} loops in lanes; all passes of the first time {all:F0} ms"));
    }

    /// <summary>What is differentiated, with what the attribute says of it.</summary>
    private static (Function Primal, EquatableArray<string> WithRespectTo, Emitted Emit) Lowered()
    {
        (Function, EquatableArray<string>, Emitted)? lowered = null;
        Stages stages = Stages.Default with
        {
            Differentiate = (primal, withRespectTo, emit, cancellation) =>
            {
                lowered = (primal, withRespectTo, emit);
                return Differentiation.Of(primal, withRespectTo, emit, cancellation);
            },
        };
        GeneratorDriver driver = GeneratorTimes.Driver(new DifferentiableGenerator(stages)).RunGenerators(GeneratorTimes.Compile([Sources.Loops(Lines)]));
        foreach (Diagnostic diagnostic in driver.GetRunResult().Diagnostics) Console.WriteLine("    " + diagnostic.GetMessage(CultureInfo.InvariantCulture));
        return lowered ?? throw new InvalidOperationException("The method was not lowered.");
    }
}
