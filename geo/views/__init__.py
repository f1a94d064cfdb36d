"""What the page shows, computed without Streamlit where anything is computed at all.

state (what the address holds), filters, figures, texts, compare, details, tables and about give plain values
and escaped HTML; parts and panels put them on the page.
"""
