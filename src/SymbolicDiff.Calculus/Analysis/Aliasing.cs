using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Analysis;

/// <summary>
/// Groups the storage variables of a function into classes: two variables of different classes never name the same memory, provided that the
/// parameters do not (see <see cref="GuardKind.Distinct"/>).
/// </summary>
public sealed class Aliasing
{
    private readonly Dictionary<Variable, Variable> parents = [];

    private Aliasing()
    {
    }

    public static Aliasing Of(Function function)
    {
        var aliasing = new Aliasing();
        foreach (Statement statement in function.Body.AllStatements())
            switch (statement)
            {
                case Declare { Value: { } value } declare when declare.Variable.Type is StorageType:
                    aliasing.Unite(declare.Variable, value);
                    break;
                case Assign { Target.Type: StorageType } assign when Root(assign.Target) is { } target:
                    aliasing.Unite(target, assign.Value);
                    break;
                case Copy { Source.Type: StorageType { Element: StorageType } } copy when Root(copy.Target) is { } target:
                    aliasing.Unite(target, copy.Source);
                    break;
                case Pop { Target.Type: StorageType } pop:
                    aliasing.Unite(pop.Target, pop.Stack);
                    break;
                case Push { Value.Type: StorageType } push:
                    aliasing.Unite(push.Stack, push.Value);
                    break;
            }

        return aliasing;
    }

    /// <summary>The variable whose memory, or whose rows' memory, a path leads into; null where the storage is new or comes from outside.</summary>
    public static Variable? Root(Expression path) => path switch
    {
        Variable variable => variable,
        Element element => Root(element.Storage),
        View view => Root(view.Storage),
        _ => null,
    };

    /// <summary>The variable that stands for the class of <paramref name="storage"/>.</summary>
    public Variable ClassOf(Variable storage)
    {
        while (parents.TryGetValue(storage, out Variable? parent)) storage = parent;
        return storage;
    }

    private void Unite(Variable variable, Expression value)
    {
        foreach (Variable source in Sources(value))
        {
            Variable a = ClassOf(variable), b = ClassOf(source);
            if (!a.Equals(b)) parents[a] = b;
        }
    }

    private static IEnumerable<Variable> Sources(Expression value) => value switch
    {
        Conditional conditional => Sources(conditional.WhenTrue).Concat(Sources(conditional.WhenFalse)),
        CopyOf { Memory.Element: StorageType } copy => Sources(copy.Storage),
        _ => Root(value) is { } root ? [root] : [],
    };
}
