using SymbolicDiff.Calculus.Differentiation;

namespace SymbolicDiff.Calculus.Tests.Simplification;

/// <summary>Gradients of test programs as they are emitted.</summary>
internal static class Gradients
{
    /// <summary>The form with buffers, or with the value where there are none.</summary>
    public static Function ValueAndGradient(Function primal, params string[] withRespectTo)
    {
        Function normal = Flattening.ToNormalForm(primal);
        Validator.Require(normal, normalForm: true);
        Function last = Derivatives.Of(normal, withRespectTo.ToEquatableArray(), Emitted.Gradient).Last();
        Validator.Require(last, normalForm: false);
        return last;
    }

    public static Function Gradient(Function primal, params string[] withRespectTo) =>
        Derivatives.Of(Flattening.ToNormalForm(primal), withRespectTo.ToEquatableArray(), Emitted.Gradient)[0];

    /// <summary>The statements of the body as the printer writes them.</summary>
    public static string Body(Function function) => Printer.Print(function.Body).Trim();
}
