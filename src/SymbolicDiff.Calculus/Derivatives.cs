using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Differentiation;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Simplification;
using SymbolicDiff.Calculus.Vectorization;

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
    public static EquatableArray<Function> Of(Function primal, EquatableArray<string> withRespectTo, Emitted what, CancellationToken cancellation = default) =>
        Of(primal, withRespectTo, what, isFollowed: false, cancellation);

    /// <summary>The same functions for a caller that is differentiated itself: what they do to save time has no derivative, and is left out.</summary>
    public static EquatableArray<Function> Followed(Function primal, EquatableArray<string> withRespectTo, Emitted what, CancellationToken cancellation) =>
        Of(primal, withRespectTo, what, isFollowed: true, cancellation);

    private static EquatableArray<Function> Of(Function primal, EquatableArray<string> withRespectTo, Emitted what, bool isFollowed, CancellationToken cancellation)
    {
        primal = CommonValues.Run(SmallArrays.Run(primal));
        if (Outputs.Of(primal).Count == 0) throw new RefusedException(Refusal.NoResult, primal.Name);
        List<Variable> independents = [.. withRespectTo.SelectMany(name => VariablesOf(primal, name))];
        if (Activity.WrittenParameters(primal).FirstOrDefault(written => IsLeafStorage(primal, written)) is { } part)
            throw new RefusedException(Refusal.WrittenMember, primal.Composites.First(composite => composite.Leaves.Contains(part)).PathOf(part));
        var pairs = RecursivePairs.Of(primal);
        IEnumerable<Function> functions = [];
        if (what.HasFlag(Emitted.Gradient)) functions = functions.Concat(GradientForms.Of(primal, independents, cancellation));
        if (what.HasFlag(Emitted.Vjp)) functions = functions.Append(VjpForm.Of(primal, independents, cancellation));
        if (what.HasFlag(Emitted.Jvp)) functions = functions.Append(Tangents(primal, independents, cancellation));
        if (what.HasFlag(Emitted.Jacobian)) functions = functions.Concat(JacobianForms.Of(primal, independents, pairs, isFollowed, cancellation));
        if (what.HasFlag(Emitted.Hessian)) functions = functions.Append(SecondDerivatives.Hessian(primal, independents, pairs, isFollowed, cancellation));
        if (what.HasFlag(Emitted.HessianVectorProduct)) functions = functions.Concat(SecondDerivatives.Products(primal, independents, pairs, cancellation));
        if (what.HasFlag(Emitted.HessianDiagonal)) functions = functions.Append(SecondDerivatives.Diagonal(primal, independents, pairs, isFollowed, cancellation));
        if (what.HasFlag(Emitted.SparseJacobian)) functions = functions.Append(SparseJacobianForm.Of(primal, independents, pairs, cancellation));
        if (isFollowed) return pairs.Add(functions.Select(function => Composition.Of(primal, independents, function)), cancellation);
        return LaneMethods.Of(pairs.Add(functions.Select(function => Finished(primal, independents, pairs.WithFusedCalls(function, cancellation), cancellation)), cancellation), primal.LoopName);
    }

    private static Function Finished(Function primal, IReadOnlyList<Variable> independents, Function function, CancellationToken cancellation)
    {
        Function arranged = Simplifier.Arrange(function, cancellation);
        Function composed = Composition.Of(primal, independents, arranged);
        Function lanes = Vectorizer.Run(Simplifier.WithRecordBlocks(arranged), primal.IsFast);
        return ReferenceEquals(lanes, arranged) ? composed : Composition.Of(primal, independents, Simplifier.WithFirstUses(lanes)) with { OneByOne = composed };
    }

    private static Function Tangents(Function primal, IReadOnlyList<Variable> independents, CancellationToken cancellation)
    {
        Function tangents = ForwardMode.Differentiate(primal, independents.ToEquatableArray(), primal.Name + "Jvp");
        bool isOne = primal.Results.Count <= 1 && primal.Returned is null;
        return Simplifier.Simplify(isOne ? tangents : Tuples.OfValuesAndTangents(tangents, primal), cancellation);
    }

    /// <summary>Whether the function reads what the parameter holds at the call.</summary>
    public static bool BringsValue(Function primal, string parameter) =>
        VariablesOf(primal, parameter).Any(variable => Outputs.BringsValue(primal, variable));

    /// <summary>Whether the parameter carries a result out.</summary>
    public static bool Writes(Function primal, string parameter)
    {
        IReadOnlyList<Variable> written = Activity.WrittenParameters(primal);
        return written.Any(variable => variable.Name == parameter && !primal.Composites.Any(composite => composite.Leaves.Contains(variable)));
    }

    /// <summary>The variables that stand for a parameter of the C# method, as far as they carry reals.</summary>
    private static IEnumerable<Variable> VariablesOf(Function primal, string parameter)
    {
        if (primal.Composites.FirstOrDefault(composite => composite.Whole.Name == parameter) is { } composite) return composite.Reals;
        return [primal.Parameters.Select(candidate => candidate.Variable)
            .First(variable => variable.Name == parameter && !primal.Composites.Any(other => other.Leaves.Contains(variable)))];
    }

    private static bool IsLeafStorage(Function primal, Variable variable) =>
        variable.Type is StorageType && primal.Composites.Any(composite => composite.Leaves.Contains(variable));

    /// <summary>The parameters among <paramref name="withRespectTo"/> that no result depends on.</summary>
    public static EquatableArray<string> IndependentOf(Function primal, EquatableArray<string> withRespectTo)
    {
        List<Variable> independents = [.. withRespectTo.SelectMany(name => VariablesOf(primal, name))];
        bool isVoid = primal.Results.Count == 0;
        var activity = Activity.Of(primal, independents, isVoid ? Activity.WrittenParameters(primal) : []);
        return withRespectTo.Where(name => !VariablesOf(primal, name).Any(variable => activity.IsActive(variable))).ToEquatableArray();
    }
}
