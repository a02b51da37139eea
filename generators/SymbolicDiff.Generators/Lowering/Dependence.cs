using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>
/// Which variables hold, or name memory that may hold, values that depend on real parameters. Variables that may name the same memory or object
/// count as one; so does all memory that came from outside of the method other than by a parameter.
/// </summary>
internal sealed class Dependence
{
    private static readonly Variable Outside = new("outside", -1, new StorageType(StorageKind.Array, ValueType.Double), Role.Source);

    private readonly Dictionary<Variable, Variable> memory = [];
    private readonly HashSet<Variable> dependent = [];

    public Dependence(Function function, Func<Variable, bool> isIndependent)
    {
        foreach (Parameter parameter in function.Parameters)
            if (parameter.Variable.Type.CarriesReals && isIndependent(parameter.Variable)) dependent.Add(parameter.Variable);
        List<Statement> statements = [.. function.Body.AllStatements()];
        foreach (Statement statement in statements) Alias(statement);
        int count;
        do
        {
            count = dependent.Count;
            foreach (Statement statement in statements) Spread(statement);
        }
        while (dependent.Count != count);
    }

    /// <summary>Whether the value may depend on the parameters.</summary>
    public bool Holds(Expression value)
    {
        switch (value)
        {
            case Variable variable:
                return variable.Type.CarriesReals && dependent.Contains(Memory(variable));
            case Element element:
                return element.Type.CarriesReals && Holds(element.Storage);
            case External external:
                return external.Callee is not null && external.Operands.Any(Holds);
            case Apply { Type.IsReal: false }:
                return value.Children().Any(child => child.Type.IsReal && Holds(child));
            case Conditional conditional:
                return Holds(conditional.WhenTrue) || Holds(conditional.WhenFalse);
            default:
                return value.Children().Any(Holds);
        }
    }

    /// <summary>Whether the place may be memory that came from outside of the method other than by a parameter.</summary>
    public bool IsOutside(Expression place) => Root(place) is { } root && Memory(root).Equals(Memory(Outside));

    /// <summary>The variable that stands for all that may name the same memory or object.</summary>
    public Variable Memory(Variable variable)
    {
        while (memory.TryGetValue(variable, out Variable? named)) variable = named;
        return variable;
    }

    public static Variable? Root(Expression place) => place switch
    {
        Variable variable => variable,
        Element element => Root(element.Storage),
        View view => Root(view.Storage),
        Column column => Root(column.Storage),
        _ => null,
    };

    private void Alias(Statement statement)
    {
        switch (statement)
        {
            case Declare { Value: { } value } declare when IsReference(value.Type):
                Unite(declare.Variable, value);
                break;
            case Assign assign when IsReference(assign.Target.Type) && Root(assign.Target) is { } target:
                Unite(target, assign.Value);
                break;
            case Copy { Source: var source, Target.Type: StorageType { Element: var element } } copy when IsReference(element):
                Unite(Root(copy.Target)!, source);
                break;
        }

        foreach (External external in statement.Reads().SelectMany(read => read.DescendantsAndSelf()).OfType<External>())
            if (external is { HasEffects: true, Callee: null, KeepsStorage: false }) HandOut(external);
    }

    /// <summary>What code outside of the method was given may be kept there.</summary>
    private void HandOut(External external)
    {
        Variable? first = null;
        foreach (Variable variable in external.Operands.Select(Root).OfType<Variable>())
        {
            if (variable.Type is StorageType { Kind: not StorageKind.ReadOnlySpan }) Unite(variable, Outside);
            if (variable.Type is not OpaqueType || !IsReference(variable.Type)) continue;
            if (first is not null) Unite(first, variable);
            first = variable;
        }
    }

    /// <summary>Whether a value of the type may name something that changes.</summary>
    private static bool IsReference(ValueType type) => type is StorageType or OpaqueType { Name: not ("string" or "decimal" or "void") };

    private void Unite(Variable variable, Expression value)
    {
        switch (value)
        {
            case Variable other:
                Unite(variable, other);
                break;
            case Conditional choice:
                Unite(variable, choice.WhenTrue);
                Unite(variable, choice.WhenFalse);
                break;
            case Element or View when Root(value) is { } root:
                Unite(variable, root);
                break;
            case CopyOf { Memory.Element: var element } copy when IsReference(element):
                Unite(variable, copy.Storage);
                break;
            case External { Callee: not null }:
                break; // what it gives is new
            case External external:
                if (value.Type is StorageType && external.Text[0] is not ("null" or "default!")) Unite(variable, Outside);
                foreach (Variable other in external.Operands.Select(Root).OfType<Variable>().Where(other => IsReference(other.Type)))
                    Unite(variable, other);
                break;
        }
    }

    private void Unite(Variable variable, Variable other)
    {
        Variable left = Memory(variable);
        Variable right = Memory(other);
        if (left.Equals(right)) return;
        memory[left] = right;
        if (dependent.Remove(left)) dependent.Add(right);
    }

    private void Spread(Statement statement)
    {
        if (Activity.CallOf(statement) is { } call && Holds(call))
            foreach (Expression written in call.Written)
                if (written.Type.CarriesReals) dependent.Add(Memory(Root(written)!));
        switch (statement)
        {
            case Declare { Value: { } value } declare when declare.Variable.Type.CarriesReals && Holds(value):
                dependent.Add(Memory(declare.Variable));
                break;
            case Assign assign when assign.Target.Type.CarriesReals && Holds(assign.Value):
                dependent.Add(Memory(Root(assign.Target)!));
                break;
            case Fill fill when Holds(fill.Value):
                dependent.Add(Memory(Root(fill.Storage)!));
                break;
            case Copy copy when Holds(copy.Source):
                dependent.Add(Memory(Root(copy.Target)!));
                break;
            case Push push when Holds(push.Value):
                dependent.Add(Memory(push.Stack));
                break;
            case Pop pop when Holds(pop.Stack):
                dependent.Add(Memory(pop.Target));
                break;
        }
    }
}
