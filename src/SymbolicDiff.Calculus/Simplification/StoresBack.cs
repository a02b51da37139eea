using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>Drops a derivative's store of what the element holds: <c>bar = g[i]; g[i] = bar</c>, with nothing in between that writes there.</summary>
internal sealed class StoresBack
{
    private readonly Memory memory;

    private StoresBack(Memory memory) => this.memory = memory;

    public static Function Run(Facts facts) => facts.With(new StoresBack(facts.Memory).Walk(facts.Body));

    private Block Walk(Block block)
    {
        var held = new List<(Variable Variable, Element Element)>();
        var kept = new List<Statement>();
        foreach (Statement statement in block.Statements)
        {
            if (statement is Assign { Kind: AssignmentKind.Set, Target: Element target, Value: Variable value } && statement.IsDerivative() && held.Contains((value, target))) continue;
            Statement walked = statement.Map(expression => expression, Walk);
            kept.Add(walked);
            if (held.Count > 0)
            {
                Effects effects = Effects.Of(walked, memory);
                held.RemoveAll(pair => effects.Assigned.Contains(pair.Variable) || effects.Disturb(pair.Element));
            }

            if (walked is Declare { Variable.Role: Role.Derivative, Value: Element { Type.IsReal: true } element } declare) held.Add((declare.Variable, element));
        }

        return block.With(kept);
    }
}
