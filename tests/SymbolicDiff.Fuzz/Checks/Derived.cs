using SymbolicDiff.Generators.Pipeline;

namespace SymbolicDiff.Fuzz.Checks;

/// <summary>What the generator made of a method before it became text.</summary>
/// <param name="Primal">The lowered method.</param>
/// <param name="WithRespectTo">The parameters that it is differentiated with respect to.</param>
/// <param name="Emitted">The derivatives, with what they call.</param>
internal sealed record Derived(Function Primal, EquatableArray<string> WithRespectTo, EquatableArray<Function> Emitted)
{
    /// <summary>The generator's parts, which leave what passes between them in <paramref name="found"/>, by the name of the emitted file.</summary>
    public static Stages Kept(IDictionary<string, Derived> found)
    {
        Derived? last = null;
        return Stages.Default with
        {
            Differentiate = (primal, withRespectTo, what, cancellation) =>
            {
                last = null;
                var emitted = Calculus.Derivatives.Of(primal, withRespectTo, what, cancellation);
                last = new Derived(primal, withRespectTo, emitted);
                return emitted;
            },
            Emit = (model, functions) =>
            {
                // What is emitted for a caller only is not among it.
                if (last is not null && last.Emitted.Equals(functions)) found[model.HintName] = last;
                return Stages.Default.Emit(model, functions);
            },
        };
    }
}
