using Microsoft.CodeAnalysis;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Model;

namespace SymbolicDiff.Generators.Diagnostics;

/// <summary>An exception of ours as a diagnostic that names the method.</summary>
internal static class Failures
{
    public static Problem Describe(string method, string doing, Exception failure) => failure is InsufficientExecutionStackException
        ? TooDeep(method)
        : new Problem(
            TargetDiagnostics.InternalFailure.Id,
            null,
            EquatableArray.Of(method, doing, failure.GetType().Name + ": " + failure.Message.Replace('\r', ' ').Replace('\n', ' ')));

    public static Problem TooDeep(string method) => new(TargetDiagnostics.TooDeep.Id, null, EquatableArray.Of(method));

    public static Diagnostic Report(Problem problem, Location location) =>
        Diagnostic.Create(TargetDiagnostics.Of(problem.Id), location, [.. problem.Arguments]);
}
