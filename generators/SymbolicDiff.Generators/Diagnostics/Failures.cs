using Microsoft.CodeAnalysis;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Model;

namespace SymbolicDiff.Generators.Diagnostics;

/// <summary>An exception of ours as a diagnostic that names the method.</summary>
internal static class Failures
{
    public static Problem Describe(string method, string doing, Exception failure) => new(
        TargetDiagnostics.InternalFailure.Id,
        null,
        EquatableArray.Of(method, doing, failure.GetType().Name + ": " + failure.Message.Replace('\r', ' ').Replace('\n', ' ')));

    public static Diagnostic Report(Problem problem, Location location) =>
        Diagnostic.Create(TargetDiagnostics.Of(problem.Id), location, [.. problem.Arguments]);
}
