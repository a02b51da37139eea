using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Analysis;

/// <summary>Which names mean all elements of a storage that the function made, each at its own index.</summary>
internal sealed class StorageNames
{
    private readonly Timeline timeline;
    private readonly Aliasing aliasing;
    private readonly ILookup<Variable, Variable> classes;

    public StorageNames(Function function, Timeline timeline, Aliasing aliasing)
    {
        (this.timeline, this.aliasing) = (timeline, aliasing);
        classes = function.Parameters.Select(parameter => parameter.Variable)
            .Concat(timeline.Sites.Select(site => DeclaredBy(site.Statement)).OfType<Variable>())
            .Where(variable => variable.Type is StorageType)
            .ToLookup(aliasing.ClassOf);
    }

    /// <summary>All variables that may name the storage, or rows of what it is a row of.</summary>
    public IEnumerable<Variable> NamesOf(Variable storage) => classes[aliasing.ClassOf(storage)];

    /// <summary>The variable that was declared with new memory, whose elements are those of the path; null where that is not known.</summary>
    public Variable? OwnerOf(Expression path) => path switch
    {
        Variable variable when ValueOf(variable) is { } value => value is Allocate or CopyOf ? variable : value is Variable or View ? OwnerOf(value) : null,
        View { Start: Constant { Bits: 0 }, Length: null } view => OwnerOf(view.Storage),
        _ => null,
    };

    /// <summary>The owner of numbers that all names of its memory mean; null where there is another, or memory from outside.</summary>
    public Variable? OnlyOwnerOf(Variable storage) =>
        OwnerOf(storage) is { Type: StorageType { Element: ScalarType } } owner
        && !aliasing.MayBeOutside(storage)
        && NamesOf(storage).All(name => owner.Equals(OwnerOf(name)))
            ? owner
            : null;

    /// <summary>Whether all names of the storage mean the same elements of the same memory.</summary>
    public bool IsOneMemory(Variable storage) =>
        OnlyOwnerOf(storage) is not null || storage.Type is StorageType { Element: ScalarType } && IsOnlyName(storage);

    private bool IsOnlyName(Variable storage) =>
        NamesOf(storage).All(storage.Equals) && !aliasing.MayBeOutside(storage) && timeline.DefinitionsOf(storage).Count == 0 && timeline.DeclarationOf(storage) is null;

    /// <summary>What the variable is declared with, if it never gets another value.</summary>
    public Expression? ValueOf(Variable variable) =>
        timeline.DefinitionsOf(variable) is { Count: 1 } definitions && definitions[0].Statement is Declare declare && declare.Variable.Equals(variable) ? declare.Value : null;

    private static Variable? DeclaredBy(Statement statement) => statement switch
    {
        Declare declare => declare.Variable,
        Pop pop => pop.Target,
        _ => null,
    };
}
