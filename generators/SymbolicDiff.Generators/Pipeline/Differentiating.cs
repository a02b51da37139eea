using SymbolicDiff.Calculus.Differentiation;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Diagnostics;
using SymbolicDiff.Generators.Model;

namespace SymbolicDiff.Generators.Pipeline;

/// <summary>From the lowered method to the text of its file; a pure function of the value.</summary>
internal sealed class Differentiating(Stages stages)
{
    public EmittedFile Differentiate(LoweredTarget target, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var model = target.Model;
        try
        {
            var functions = stages.Differentiate(target.Primal, model.WithRespectTo, model.Emit, cancellation);
            cancellation.ThrowIfCancellationRequested();
            functions = GenericMembers.WithoutNaN(functions, model.GenericReals);
            if (GenericMembers.Missing(functions, model.GenericReals) is { } missing) return new EmittedFile(model.HintName, null, EquatableArray.Of(Unconstrained(model, missing)));
            return new EmittedFile(model.HintName, stages.Emit(model, functions), Independent(target));
        }
        catch (RefusedException refused)
        {
            return new EmittedFile(model.HintName, null, EquatableArray.Of(LateRefusals.Describe(model.Method.Name, refused)));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return new EmittedFile(model.HintName, null, EquatableArray.Of(Failures.Describe(model.Method.Name, "differentiating it", failure)));
        }
    }

    private static Problem Unconstrained(TargetModel model, (GenericReal Type, string Operation, string Interface) missing) => new(
        TargetDiagnostics.Unconstrained.Id, null, EquatableArray.Of(model.Method.Name, missing.Operation, missing.Type.Name, missing.Interface));

    private EquatableArray<Problem> Independent(LoweredTarget target) =>
        stages.IndependentOf(target.Primal, target.Model.WithRespectTo)
            .Select(name => new Problem(TargetDiagnostics.Independent.Id, name, EquatableArray.Of(target.Model.Method.Name, name)))
            .ToEquatableArray();
}
