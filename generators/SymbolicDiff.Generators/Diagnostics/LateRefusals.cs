using SymbolicDiff.Calculus.Differentiation;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Model;

namespace SymbolicDiff.Generators.Diagnostics;

/// <summary>What differentiation refuses of a function that lowering took.</summary>
internal static class LateRefusals
{
    public static Problem Describe(string method, RefusedException refused)
    {
        var (descriptor, subject) = refused.Refusal switch
        {
            Refusal.ReassignedSpan => (TargetDiagnostics.ReassignedSpan, refused.Subject),
            Refusal.ActiveExternalStorage => (TargetDiagnostics.StorageFromOutside, refused.Subject),
            Refusal.ReplacedRows => (TargetDiagnostics.ReplacedRows, refused.Subject),
            Refusal.Call => (TargetDiagnostics.Call, refused.Subject),
            Refusal.NoRule => (TargetDiagnostics.NoRule, refused.Subject),
            Refusal.NoResult => (TargetDiagnostics.NoRealResult, "void"),
            Refusal.RepeatedSweep => (TargetDiagnostics.RepeatedSweep, refused.Subject),
            Refusal.WrittenMember => (TargetDiagnostics.WrittenMember, refused.Subject),
            Refusal.Checkpoint => (TargetDiagnostics.Checkpoint, refused.Subject),
            Refusal.NotOneResult => (TargetDiagnostics.NotOneResult, "a derivative"),
            _ => throw new ArgumentOutOfRangeException(nameof(refused), refused.Message, null),
        };
        string variable = refused.Subject.Split('.')[0]; // of a member, the parameter that it is part of
        return new Problem(descriptor.Id, variable, EquatableArray.Of(method, subject, ResultChecks.WhatItWrites));
    }
}
