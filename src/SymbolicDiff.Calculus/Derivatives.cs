using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Differentiation;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Simplification;

namespace SymbolicDiff.Calculus;

/// <summary>Which derivative is which composition of passes.</summary>
public static class Derivatives
{
    /// <summary>The functions to emit beside <paramref name="primal"/>, in the order of the contract.</summary>
    /// <param name="primal">A function in normal form.</param>
    /// <param name="withRespectTo">Names of parameters that carry reals.</param>
    /// <param name="what">The derivatives asked for.</param>
    /// <param name="cancellation">Asked before each pass.</param>
    /// <exception cref="RefusedException">The function has no such derivative.</exception>
    public static EquatableArray<Function> Of(Function primal, EquatableArray<string> withRespectTo, Emitted what, CancellationToken cancellation = default)
    {
        primal = CommonValues.Run(primal);
        if (Outputs.Of(primal).Count == 0) throw new RefusedException(Refusal.NoResult, primal.Name);
        var independents = withRespectTo.Select(name => primal.Parameters.Select(parameter => parameter.Variable).First(variable => variable.Name == name)).ToList();
        IEnumerable<Function> functions = [];
        if (what.HasFlag(Emitted.Gradient)) functions = functions.Concat(GradientForms.Of(primal, independents, cancellation));
        if (what.HasFlag(Emitted.Vjp)) functions = functions.Append(VjpForm.Of(primal, independents, cancellation));
        if (what.HasFlag(Emitted.Jvp)) functions = functions.Append(Tangents(primal, independents, cancellation));
        if (what.HasFlag(Emitted.Jacobian)) functions = functions.Concat(JacobianForms.Of(primal, independents, cancellation));
        if (what.HasFlag(Emitted.Hessian)) functions = functions.Append(SecondDerivatives.Hessian(primal, independents, cancellation));
        if (what.HasFlag(Emitted.HessianVectorProduct)) functions = functions.Concat(SecondDerivatives.Products(primal, independents, cancellation));
        if (what.HasFlag(Emitted.HessianDiagonal)) functions = functions.Append(SecondDerivatives.Diagonal(primal, independents, cancellation));
        return RecursivePairs.Add(primal, functions, cancellation);
    }

    private static Function Tangents(Function primal, IReadOnlyList<Variable> independents, CancellationToken cancellation)
    {
        Function tangents = ForwardMode.Differentiate(primal, independents.ToEquatableArray(), primal.Name + "Jvp");
        return Simplifier.Simplify(primal.Results.Count > 1 ? Tuples.OfValuesAndTangents(tangents, primal.Results) : tangents, cancellation);
    }

    /// <summary>Whether the function reads what the parameter holds at the call.</summary>
    public static bool BringsValue(Function primal, string parameter) =>
        Outputs.BringsValue(primal, primal.Parameters.Select(candidate => candidate.Variable).Single(variable => variable.Name == parameter));

    /// <summary>The parameters among <paramref name="withRespectTo"/> that no result depends on.</summary>
    public static EquatableArray<string> IndependentOf(Function primal, EquatableArray<string> withRespectTo)
    {
        var independents = primal.Parameters.Select(parameter => parameter.Variable).Where(variable => withRespectTo.Contains(variable.Name)).ToList();
        bool isVoid = primal.Results.Count == 0;
        var activity = Activity.Of(primal, independents, isVoid ? Activity.WrittenParameters(primal) : []);
        return independents.Where(variable => !activity.IsActive(variable)).Select(variable => variable.Name).ToEquatableArray();
    }
}
